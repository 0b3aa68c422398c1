import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

export interface StoredNote {
	readonly id: string;
	readonly companyId: string;
	readonly contactId: string | null;
	readonly authorId: string | null;
	readonly text: string;
}

/** May this person change or delete a note? A *responsable* all of them, a *utilisateur* her own; support none. */
export function mayChangeNote(actor: Actor, note: Pick<StoredNote, 'authorId'>): boolean {
	if (actor.bySupport) return false;
	return actor.licence === 'responsable' || note.authorId === actor.userId;
}

/** @param locked nobody else writes it until the transaction ends. @throws {Refusal} missing; not-allowed. */
export async function noteToChange(
	tx: Transaction,
	actor: Actor,
	noteId: string,
	locked?: 'locked',
): Promise<StoredNote> {
	if (locked) await tx.db.$queryRaw`SELECT id FROM note WHERE id = ${noteId}::uuid FOR NO KEY UPDATE`;
	const note = await tx.db.note.findFirst({
		where: { id: noteId },
		select: { id: true, companyId: true, contactId: true, authorId: true, text: true },
	});
	if (!note) throw new Refusal('not-found', 'missing');
	if (!mayChangeNote(actor, note)) throw new Refusal('forbidden', 'not-allowed');
	return note;
}
