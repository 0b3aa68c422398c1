import { z } from 'zod';
import { newsletterAutomationsSchema } from '#domain/automations/automation.ts';
import { CLOSED_DAY_RULES } from '#domain/pace/recurrence/closed-days.ts';
import { recurrenceSchema } from '#domain/pace/recurrence/recurrence.ts';
import { LANGUAGE_CODES } from '#domain/values/language-code.ts';
import { line } from '#domain/values/line.ts';
import { text } from '#domain/values/text.ts';
import { timeZoneField } from '#domain/values/time-zone-field.ts';
import { letterSchema } from './content/letter.ts';

/** Longest observation of an issue, in days, and longest gap between two mails, in seconds. */
const LONGEST_OBSERVATION = 90;
const LONGEST_GAP = 3_600;

/** A newsletter as its editor holds it. */
export const newsletterDraftSchema = z
	.object({
		title: line(200).min(1),
		language: z.enum(LANGUAGE_CODES),
		recurrence: recurrenceSchema,
		timeZone: timeZoneField,
		closedDays: z.enum(CLOSED_DAY_RULES).default('leave'),
		/** *Renvoyer le même contenu* (5.7-10). */
		repeatsContent: z.boolean().default(false),
		/** 5.5-1 */
		observationDays: z.int().min(1).max(LONGEST_OBSERVATION).default(7),
		replySucceeds: z.boolean().default(true),
		clickSucceeds: z.boolean().default(true),
		/** Seconds between two mails of a personal or shared sender (5.7-13). */
		gapMinSeconds: z.int().min(1).max(LONGEST_GAP).default(8),
		gapMaxSeconds: z.int().min(1).max(LONGEST_GAP).default(20),
		subject: line(300),
		/** *Texte d’aperçu*. */
		previewText: line(300),
		content: letterSchema,
		/** Who sends, under the law: in the locked footer. */
		imprint: text(1_000),
		onSuccess: newsletterAutomationsSchema,
		onFailure: newsletterAutomationsSchema,
	})
	.refine((draft) => draft.gapMinSeconds <= draft.gapMaxSeconds, {
		error: 'gap-order',
		path: ['gapMaxSeconds'],
	});

export type NewsletterDraft = z.output<typeof newsletterDraftSchema>;
