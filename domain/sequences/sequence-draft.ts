import { z } from 'zod';
import { automationsSchema } from '#domain/automations/automation.ts';
import { timeZoneField } from '#domain/values/time-zone-field.ts';
import { checkText, type TextRemark } from '#domain/writing/variables.ts';
import { LANGUAGE_CODES } from '#domain/values/language-code.ts';
import { line } from '#domain/values/line.ts';
import { text } from '#domain/values/text.ts';

const step = z.object({
	delayAmount: z.int().min(0).max(10_000),
	delayUnit: z.enum(['minutes', 'hours', 'days', 'weeks']),
	workingDays: z.boolean().default(false),
	/** Null: in the thread of the step before. The first step needs one. */
	subject: line(300).min(1).nullable(),
	bodyHtml: text(100_000).min(1),
});

/** A sequence as its editor holds it; saving makes a numbered version of it. */
export const sequenceDraftSchema = z
	.object({
		title: line(200).min(1),
		type: z.enum(['prospection', 'suivi']).default('prospection'),
		routineId: z.uuid().nullable(),
		/** ISO weekdays. */
		windowDays: z
			.array(z.int().min(1).max(7))
			.min(1)
			.max(7)
			.transform((days) => [...new Set(days)].sort((one, other) => one - other)),
		/** Minutes after midnight, in the contact's zone. */
		windowFrom: z.int().min(0).max(1_439),
		windowTo: z.int().min(1).max(1_440),
		/** Where the contact's and the company's are not known (5.5-10). */
		timeZone: timeZoneField.default('Europe/Paris'),
		closingDelayAmount: z.int().min(0).max(1_000).default(7),
		closingDelayUnit: z.enum(['hours', 'days', 'weeks']).default('days'),
		colleagueReplyCounts: z.boolean().default(false),
		/** Where clicks of the contact are measured; else her reply alone ends it well (D-30, 5.7-11). */
		clickSucceeds: z.boolean().default(false),
		/** The same of an opening, where the subscription measures them and the contact agreed (5.6-29). */
		openSucceeds: z.boolean().default(false),
		objectionLine: z.boolean().default(true),
		/** Without it that of the version before; of a first one, that of the subscription. */
		language: z.enum(LANGUAGE_CODES).optional(),
		onSuccess: automationsSchema,
		onFailure: automationsSchema,
		steps: z.array(step).min(1).max(50),
	})
	.refine((draft) => draft.windowFrom < draft.windowTo, { error: 'window-empty', path: ['windowTo'] })
	.refine((draft) => draft.steps[0]?.subject !== null, {
		error: 'first-subject',
		path: ['steps', 0, 'subject'],
	});

export type SequenceDraft = z.output<typeof sequenceDraftSchema>;

/** Something the editor says, and where: step from 1. */
export interface DraftRemark extends TextRemark {
	step: number;
	field: 'subject' | 'body';
}

/** Everything that is to be said of the texts of a draft. What is no mere advice keeps it from being saved (5.3-8). */
export function remarksOnDraft(draft: { steps: readonly { subject: string | null; bodyHtml: string }[] }): {
	remarks: DraftRemark[];
	mayBeSaved: boolean;
} {
	const remarks = draft.steps.flatMap(({ subject, bodyHtml }, index) => [
		...checkText(subject ?? '').map((remark): DraftRemark => ({
			...remark,
			step: index + 1,
			field: 'subject',
		})),
		...checkText(bodyHtml).map((remark): DraftRemark => ({ ...remark, step: index + 1, field: 'body' })),
	]);
	return { remarks, mayBeSaved: remarks.every(({ code }) => code === 'elision') };
}
