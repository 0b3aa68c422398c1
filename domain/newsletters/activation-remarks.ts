import { nextOccurrences } from '#domain/pace/recurrence/occurrences.ts';
import type { Recurrence } from '#domain/pace/recurrence/recurrence.ts';
import { checkLetter } from './content/check/check-letter.ts';
import { REMARKS, type RemarkCode } from './content/check/remark.ts';
import { letterSchema } from './content/letter.ts';

/** What keeps a newsletter from being active, and in which step of its editor that is put right. */
export interface ActivationRemark {
	readonly step: 'general' | 'content' | 'automations';
	readonly code: ActivationRemarkCode;
}

export const ACTIVATION_REMARKS = [
	'recurrence-past',
	'subject-missing',
	'content-missing',
	'content-to-fix',
] as const;
export type ActivationRemarkCode = (typeof ACTIVATION_REMARKS)[number];

/** What an active newsletter needs. */
export interface Activatable {
	readonly recurrence: Recurrence;
	readonly timeZone: string;
	readonly subject: string;
	readonly previewText: string;
	readonly imprint: string;
	readonly content: unknown;
}

/** Everything that stands against activating a newsletter; nothing where it may be. */
export function activationRemarks(
	{ recurrence, timeZone, subject, previewText, imprint, content }: Activatable,
	at: Date,
): ActivationRemark[] {
	const remarks: ActivationRemark[] = [];
	if (nextOccurrences(recurrence, timeZone, at, 1).length === 0)
		remarks.push({ step: 'general', code: 'recurrence-past' });
	const { data: letter } = letterSchema.safeParse(content);
	if (!letter) return [...remarks, { step: 'content', code: 'content-missing' }];
	const checked = { letter, subject, previewText, imprint, htmlBytes: undefined, links: [] };
	const faults = checkLetter(checked).remarks.filter(({ code }) => REMARKS[code].level === 'fix');
	const codes = new Set(faults.map(({ code }) => OWN_WORDS[code] ?? 'content-to-fix'));
	return [...remarks, ...[...codes].map((code) => ({ step: 'content' as const, code }))];
}

/** What the check of the content (D-71) finds and is said in words of its own; the rest stands beside its block. */
const OWN_WORDS: Partial<Record<RemarkCode, ActivationRemarkCode>> = {
	'empty-subject': 'subject-missing',
	'empty-letter': 'content-missing',
};
