import { SUPPRESSION_CAUSES, type SuppressionCause } from '#domain/suppressions/suppression-causes.ts';
import type { RemovalGround } from '#domain/suppressions/removal/removal-ground.ts';
import { m } from '#texts/generated/messages.js';

const CAUSES: Record<SuppressionCause, () => string> = {
	link: m.cause_link,
	'one-click': m.cause_one_click,
	reply: m.cause_reply,
	complaint: m.cause_complaint,
	manual: m.cause_manual_unknown,
};

const GROUNDS: Record<RemovalGround, () => string> = {
	entry: m.suppression_ground_entry,
	consent: m.suppression_ground_consent,
	mistake: m.suppression_ground_mistake,
	self: m.suppression_ground_self,
};

/** The cause that an address names; undefined for anything else. */
export function causeOf(text: string | null): SuppressionCause | undefined {
	return SUPPRESSION_CAUSES.find((cause) => cause === text);
}

/** How an address came on the list, and by whose hand; a cause of another release goes by its key. */
export function causeWord(cause: string, by: string | null = null): string {
	if (cause === 'manual' && by) return m.cause_manual({ user: by });
	const known = causeOf(cause);
	return known ? CAUSES[known]() : cause;
}

/** Why an address was taken off the list. */
export function groundWord(ground: string): string {
	return (GROUNDS as Partial<Record<string, () => string>>)[ground]?.() ?? ground;
}
