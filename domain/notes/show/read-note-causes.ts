import type { Transaction } from '#platform/database/database.ts';

/** Why an automatic note stands: the event behind it and the sequence of its engagement. */
export interface NoteCause {
	/** Kind of the causing event, such as engagement-succeeded. */
	readonly kind: string;
	/** Reason code of the end, such as ended-reply. */
	readonly reason: string | null;
	readonly at: Date;
	readonly contactId: string | null;
	/** Null where the contact is gone or has no name. */
	readonly contactName: string | null;
	readonly sequenceTitle: string | null;
}

/** The causes of notes without an author, by note. */
export async function readNoteCauses(
	tx: Transaction,
	noteIds: readonly string[],
): Promise<ReadonlyMap<string, NoteCause>> {
	if (noteIds.length === 0) return new Map();
	const rows = await tx.db.$queryRaw<(NoteCause & { noteId: string })[]>`
		SELECT note_event.note_id::text AS "noteId", cause.kind, cause.data ->> 'reason' AS reason, cause.at,
			cause.contact_id::text AS "contactId",
			nullif(concat_ws(' ', contact.first_name, contact.last_name), '') AS "contactName", sequence.title AS "sequenceTitle"
		FROM event note_event
		JOIN event cause ON cause.subscription_id = note_event.subscription_id AND cause.id = note_event.cause_id
		LEFT JOIN contact ON contact.subscription_id = cause.subscription_id AND contact.id = cause.contact_id
		LEFT JOIN engagement ON engagement.subscription_id = cause.subscription_id AND engagement.id = cause.engagement_id
		LEFT JOIN sequence ON sequence.subscription_id = cause.subscription_id AND sequence.id = engagement.sequence_id
		WHERE note_event.kind = 'note-written' AND note_event.note_id = ANY(${[...noteIds]}::uuid[])`;
	return new Map(rows.map(({ noteId, ...cause }) => [noteId, cause]));
}
