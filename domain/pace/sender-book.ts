import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { SenderBook, SenderPace, Slot } from './planner.ts';

/** Longer than any local day and than the provider's sliding window. */
const LOOK_BACK = 48 * 3_600_000;

/**
 * What a sender sent lately and what it has promised, for the planner. Uncertain mails count as left
 * (docs/design/processes.md#planner).
 */
export async function readSenderBook(
	tx: Transaction,
	senderId: string,
	pace: SenderPace,
): Promise<SenderBook> {
	const [row] = await tx.sql<BookRow>`SELECT ${bookColumns(tx, senderId)}`;
	return bookOf(row!, pace);
}

/** The columns of a book in a larger read; instants are milliseconds since 1970. */
export interface BookRow {
	readonly mails: readonly { readonly at: number | null; readonly isFirstContact: boolean }[];
	readonly slots: readonly (Omit<Slot, 'at'> & { readonly at: number })[];
}

/** What `bookOf` needs, for the list of columns of a SELECT. */
export function bookColumns(tx: Transaction, senderId: string): Prisma.Sql {
	const since = new Date(tx.at.getTime() - LOOK_BACK);
	return Prisma.sql`
		(SELECT coalesce(json_agg(json_build_object('isFirstContact', is_first_contact, 'at',
				CASE WHEN state IN ('accepted', 'uncertain') THEN extract(epoch FROM sent_at) * 1000 END)), '[]')
			FROM send
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND sender_id = ${senderId}::uuid
				AND ((state IN ('accepted', 'uncertain') AND sent_at > ${since})
					OR (state IN ('claimed', 'armed') AND kind <> 'step'))) AS mails,
		(SELECT coalesce(json_agg(json_build_object('sendId', send_id, 'engagementId', engagement_id,
				'isFirstContact', is_first_contact, 'at', extract(epoch FROM planned_at) * 1000)), '[]')
			FROM sender_slot
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND sender_id = ${senderId}::uuid
				AND planned_at > ${since}) AS slots`;
}

/** The book from its columns. */
export function bookOf({ mails, slots }: BookRow, pace: SenderPace): SenderBook {
	return {
		pace,
		slots: slots.map((slot) => ({ ...slot, at: new Date(slot.at) })),
		left: mails.flatMap(({ at, isFirstContact }) =>
			at === null ? [] : [{ at: new Date(at), isFirstContact }],
		),
		underWay: mails.filter(({ at }) => at === null).length,
	};
}
