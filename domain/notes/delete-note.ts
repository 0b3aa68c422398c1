import type { Actor } from '#domain/values/actor.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { noteToChange } from './show/own-note.ts';

/** Deletes a note; that it was deleted stays in the timeline. @throws {Refusal} missing; not-allowed. */
export async function deleteNote(tx: Transaction, actor: Actor, input: { noteId: string }): Promise<void> {
	const note = await noteToChange(tx, actor, input.noteId);
	await tx.db.note.deleteMany({ where: { id: note.id } });
	const { id: noteId, companyId, contactId } = note;
	await recordEvent(tx, { kind: 'note-deleted', companyId, contactId, noteId, actor, data: {} });
}
