import type { Transaction } from '#platform/database/database.ts';
import type { MailboxBook, MailboxPace, Slot } from './planner.ts';

/** Longer than any local day and than the provider's sliding window. */
const LOOK_BACK = 48 * 3_600_000;

/** What a mailbox sent lately and what it has promised, for the planner. Uncertain mails count as left (design.md). */
export async function readMailboxBook(
	tx: Transaction,
	mailboxId: string,
	pace: MailboxPace,
): Promise<MailboxBook> {
	const since = new Date(tx.at.getTime() - LOOK_BACK);
	const mails = await tx.db.$queryRaw<{ at: Date | null; isFirstContact: boolean }[]>`
		SELECT CASE WHEN state IN ('accepted', 'uncertain') THEN sent_at END AS at, is_first_contact AS "isFirstContact"
		FROM send
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${mailboxId}::uuid
			AND ((state IN ('accepted', 'uncertain') AND sent_at > ${since})
				OR (state IN ('claimed', 'armed') AND kind <> 'step'))`;
	const slots = await tx.db.$queryRaw<Slot[]>`
		SELECT send_id::text AS "sendId", engagement_id::text AS "engagementId", planned_at AS at,
			is_first_contact AS "isFirstContact"
		FROM mailbox_slot
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${mailboxId}::uuid
			AND planned_at > ${since}`;
	return {
		pace,
		slots,
		left: mails.flatMap(({ at, isFirstContact }) => (at ? [{ at, isFirstContact }] : [])),
		underWay: mails.filter(({ at }) => at === null).length,
	};
}
