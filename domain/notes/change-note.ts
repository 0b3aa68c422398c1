import type { Actor } from '#domain/values/actor.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { noteToChange } from './show/own-note.ts';
import { noteText } from './write-note.ts';

/** Changes a note's text. @throws {Refusal} missing; not-allowed; input. */
export async function changeNote(
	tx: Transaction,
	actor: Actor,
	input: { noteId: string; text: string },
): Promise<void> {
	const note = await noteToChange(tx, actor, input.noteId);
	const text = noteText(input.text);
	if (text === note.text) return;
	await tx.db.note.updateMany({ where: { id: note.id }, data: { text, editedAt: tx.at } });
	const { id: noteId, companyId, contactId } = note;
	await recordEvent(tx, { kind: 'note-changed', companyId, contactId, noteId, actor, data: {} });
}
