import type { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { EventData, EventKind, EventPrevious, EventSubject } from './event-kinds.ts';

/** An event to record. `previous` is required exactly where the kind can be undone. */
export type NewEvent<K extends EventKind> = EventSubject & {
	kind: K;
	data: EventData<K>;
	/** Who did it; without one, the product did. */
	actor?: { readonly userId: string; readonly bySupport?: boolean | undefined } | undefined;
	/** The event that caused this automatic one. */
	causeId?: string | undefined;
	/** When it was, of what is learned of later only. */
	at?: Date | undefined;
} & ([EventPrevious<K>] extends [never] ? { previous?: undefined } : { previous: EventPrevious<K> });

/**
 * Writes one line of the timeline, at the transaction's instant unless it says when it was. It shows on a company's sheet where `companyId` is given,
 * so an event about a contact or an engagement names its company too.
 */
export async function recordEvent<K extends EventKind>(
	tx: Transaction,
	event: NewEvent<K>,
): Promise<{ id: string }> {
	const { data, previous, ...row } = rowOf(tx, event as NewEvent<EventKind>);
	const [recorded] = await tx.sql<{ id: string }>`
		INSERT INTO event (subscription_id, at, kind, company_id, contact_id, engagement_id, mailbox_id, send_id, message_id,
			relance_id, note_id, actor_id, by_support, cause_id, data, previous)
		VALUES (${row.subscriptionId}::uuid, ${row.at}, ${row.kind}, ${row.companyId}::uuid, ${row.contactId}::uuid,
			${row.engagementId}::uuid, ${row.mailboxId}::uuid, ${row.sendId}::uuid, ${row.messageId}::uuid,
			${row.relanceId}::uuid, ${row.noteId}::uuid, ${row.actorId}::uuid, ${row.bySupport}, ${row.causeId}::uuid,
			${JSON.stringify(data)}::jsonb, ${previous === undefined ? null : JSON.stringify(previous)}::jsonb)
		RETURNING id::text`;
	return recorded!;
}

/** Writes a line of one kind for each of many rows at once: what one act did to all of them. */
export async function recordEvents<K extends EventKind>(
	tx: Transaction,
	events: readonly NewEvent<K>[],
): Promise<void> {
	await tx.db.event.createMany({ data: events.map((event) => rowOf(tx, event as NewEvent<EventKind>)) });
}

/**
 * Writes the same line on the sheet of each of many contacts, in one statement: what one act did to all of them at once. Contacts
 * that are not there any more are left out.
 */
export async function recordContactEvents<K extends EventKind>(
	tx: Transaction,
	contactIds: readonly string[],
	event: NewEvent<K>,
): Promise<void> {
	if (contactIds.length === 0) return;
	const { data, previous, ...row } = rowOf(tx, event as NewEvent<EventKind>);
	await tx.sql`
		INSERT INTO event (subscription_id, at, kind, company_id, contact_id, send_id, message_id, actor_id, by_support, cause_id,
			data, previous)
		SELECT ${row.subscriptionId}::uuid, ${row.at}, ${row.kind}, company_id, id, ${row.sendId}::uuid, ${row.messageId}::uuid,
			${row.actorId}::uuid, ${row.bySupport}, ${row.causeId}::uuid, ${JSON.stringify(data)}::jsonb,
			${previous === undefined ? null : JSON.stringify(previous)}::jsonb
		FROM contact WHERE subscription_id = ${row.subscriptionId}::uuid AND id = ANY(${[...contactIds]}::uuid[])`;
}

function rowOf(tx: Transaction, event: NewEvent<EventKind>): Prisma.EventCreateManyInput {
	const { kind, data, previous, actor, causeId, at = tx.at, ...subject } = event;
	return {
		...subject,
		subscriptionId: tx.subscriptionId,
		at,
		kind,
		data: data as unknown as Prisma.InputJsonValue,
		...(previous === undefined ? {} : { previous: previous as unknown as Prisma.InputJsonValue }),
		actorId: actor?.userId ?? null,
		bySupport: actor?.bySupport ?? false,
		causeId: causeId ?? null,
	};
}
