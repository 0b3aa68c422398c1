import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';

/**
 * The note that an automatic relance leaves (5.6-17). It has no author; its text is what its automation asks to be done,
 * or nothing. The sentence of its cause is made where it is read, in the reader's language, from the event that `causeId`
 * of its `note-written` event names (`readNoteCauses`).
 */
export async function writeCauseNote(
	tx: Transaction,
	input: {
		companyId: string;
		contactId: string;
		engagementId?: string | undefined;
		causeId: string;
		text: string | undefined;
	},
): Promise<{ id: string }> {
	const { companyId, contactId, engagementId, causeId, text = '' } = input;
	const note = await tx.db.note.create({
		data: { subscriptionId: tx.subscriptionId, companyId, contactId, authorId: null, text, at: tx.at },
		select: { id: true },
	});
	await recordEvent(tx, {
		kind: 'note-written',
		companyId,
		contactId,
		engagementId: engagementId ?? null,
		noteId: note.id,
		causeId,
		data: {},
	});
	return note;
}
