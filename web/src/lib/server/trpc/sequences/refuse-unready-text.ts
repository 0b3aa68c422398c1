import { remarksOnDraft } from '#domain/sequences/sequence-draft.ts';
import { Refusal } from '#platform/refusal.ts';

/**
 * Text of an editor that is not saved yet: what could not be saved cannot be filled either.
 *
 * @throws {Refusal} text-not-ready.
 */
export function refuseUnreadyText(step: { subject: string | null; bodyHtml: string }): void {
	if (!remarksOnDraft({ steps: [step] }).mayBeSaved)
		throw new Refusal('invalid', 'text-not-ready', { step: 1 });
}
