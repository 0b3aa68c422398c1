import { nextOccurrences } from '#domain/pace/recurrence/occurrences.ts';
import type { Recurrence } from '#domain/pace/recurrence/recurrence.ts';
import { letterSchema } from './content/letter.ts';

/** What keeps a newsletter from being active, and in which step of its editor that is put right. */
export interface ActivationRemark {
	readonly step: 'general' | 'content' | 'automations';
	readonly code: ActivationRemarkCode;
}

export const ACTIVATION_REMARKS = ['recurrence-past', 'subject-missing', 'content-missing'] as const;
export type ActivationRemarkCode = (typeof ACTIVATION_REMARKS)[number];

/** What an active newsletter needs. */
export interface Activatable {
	readonly recurrence: Recurrence;
	readonly timeZone: string;
	readonly subject: string;
	readonly content: unknown;
}

/** Everything that stands against activating a newsletter; nothing where it may be. */
export function activationRemarks(
	{ recurrence, timeZone, subject, content }: Activatable,
	at: Date,
): ActivationRemark[] {
	const remarks: ActivationRemark[] = [];
	if (nextOccurrences(recurrence, timeZone, at, 1).length === 0)
		remarks.push({ step: 'general', code: 'recurrence-past' });
	if (subject.trim() === '') remarks.push({ step: 'content', code: 'subject-missing' });
	if (!saysSomething(content)) remarks.push({ step: 'content', code: 'content-missing' });
	return remarks;
}

/** A letter with a word or a picture in it. */
function saysSomething(content: unknown): boolean {
	const letter = letterSchema.safeParse(content);
	return letter.success && letter.data.content.some(isFilled);
}

function isFilled(node: unknown): boolean {
	if (typeof node !== 'object' || node === null || !('type' in node)) return false;
	const { type, text, content } = node as { type: string; text?: string; content?: readonly unknown[] };
	if (type === 'image' || type === 'button' || type === 'variable') return true;
	return Boolean(text?.trim()) || (content ?? []).some(isFilled);
}
