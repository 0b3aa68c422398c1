import type { Actor } from '#domain/values/actor.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { isForeignKeyViolation } from '#platform/database/failures.ts';
import { Refusal } from '#platform/refusal.ts';

/** Longest note, in characters. */
export const LONGEST_NOTE = 20_000;

/**
 * Writes a note on a company, about one of its contacts where named; all users see it.
 *
 * @throws {Refusal} missing; input for an empty or overlong text; not-allowed for support, which writes no texts (5.6-25).
 */
export async function writeNote(
	tx: Transaction,
	actor: Actor,
	input: { companyId: string; contactId?: string | undefined; text: string },
): Promise<{ id: string }> {
	if (actor.bySupport) throw new Refusal('forbidden', 'not-allowed');
	const text = noteText(input.text);
	const { companyId, contactId = null } = input;
	if (contactId) {
		const there = await tx.db.contact.count({ where: { id: contactId, companyId } });
		if (there === 0) throw new Refusal('not-found', 'missing');
	}
	const note = await tx.db.note
		.create({
			data: {
				subscriptionId: tx.subscriptionId,
				companyId,
				contactId,
				authorId: actor.userId,
				text,
				at: tx.at,
			},
			select: { id: true },
		})
		.catch((error: unknown) => {
			throw isForeignKeyViolation(error) ? new Refusal('not-found', 'missing') : error;
		});
	await recordEvent(tx, { kind: 'note-written', companyId, contactId, noteId: note.id, actor, data: {} });
	return note;
}

/** A note's text as it is stored. @throws {Refusal} input where it is empty or too long. */
export function noteText(text: string): string {
	const trimmed = text.trim();
	if (trimmed === '' || trimmed.length > LONGEST_NOTE) throw new Refusal('invalid', 'input');
	return trimmed;
}
