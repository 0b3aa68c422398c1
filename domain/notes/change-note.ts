import type { Actor } from '#domain/values/actor.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import { mergeEdit } from '#domain/values/merge-edit.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { noteToChange } from './show/own-note.ts';
import { noteText } from './write-note.ts';

/**
 * Changes a note's text.
 *
 * @param input.base the text that was edited: another one that was saved meanwhile is not written over.
 * @throws {Refusal} missing; not-allowed; input; changed-meanwhile.
 */
export async function changeNote(
	tx: Transaction,
	actor: Actor,
	input: { noteId: string; text: string; base?: string | undefined },
): Promise<void> {
	const note = await noteToChange(tx, actor, input.noteId, 'locked');
	const text = noteText(input.text);
	if (text === note.text) return;
	const base = input.base === undefined ? {} : { text: input.base };
	if (mergeEdit(base, { text }, { text: note.text }).collisions.length > 0) {
		throw new Refusal('conflict', 'changed-meanwhile');
	}
	await tx.db.note.updateMany({ where: { id: note.id }, data: { text, editedAt: tx.at } });
	const { id: noteId, companyId, contactId } = note;
	await recordEvent(tx, { kind: 'note-changed', companyId, contactId, noteId, actor, data: {} });
}
