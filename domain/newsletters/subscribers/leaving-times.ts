import { LONGEST_SECONDS, leavingSeconds, relaySeconds } from '#domain/pace/leaving-time.ts';
import { paceOfSender } from '#domain/senders/pace-of-sender.ts';
import type { Transaction } from '#platform/database/database.ts';

/** How long the next issue takes to leave from one sender, as far as it can be known before. */
export interface LeavingTime {
	/** From when the issue leaves to its last mail; null: a relay of which no issue has told its pace yet. */
	readonly seconds: number | null;
	/** Mails a minute of a relay, as its last issue left; null: unknown, or a mailbox. */
	readonly aMinute: number | null;
	/** Seconds between two mails of a mailbox; null: a relay. */
	readonly gap: { readonly min: number; readonly max: number } | null;
	/** It needs more than two days: the relay is offered (5.7-13). */
	readonly isTooLong: boolean;
}

/** What does not fit within this is too long for a mailbox (5.7-13), in seconds. */
const TWO_DAYS = 2 * 86_400;

/**
 * How long so many mails of the next issue take from each of these senders. A mailbox has the newsletter's gap and sends nothing
 * else meanwhile; a relay is as fast as it was with its last issue.
 *
 * @param mails by the ids of senders of this subscription.
 */
export async function readLeavingTimes(
	tx: Transaction,
	newsletterId: string,
	mails: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, LeavingTime>> {
	const ids = [...mails.keys()];
	const { gapMinSeconds, gapMaxSeconds, nextAt } = await tx.db.newsletter.findFirstOrThrow({
		where: { id: newsletterId },
		select: { gapMinSeconds: true, gapMaxSeconds: true, nextAt: true },
	});
	const senders = await tx.db.sender.findMany({ where: { id: { in: ids } } });
	const relays = await lastPaces(tx, ids);
	return new Map(
		senders.map((sender): [string, LeavingTime] => {
			const count = mails.get(sender.id)!;
			if (sender.kind === 'relay') {
				const aMinute = relays.get(sender.id) ?? null;
				const seconds = aMinute === null ? null : relaySeconds(count, aMinute);
				return [sender.id, { seconds, aMinute, gap: null, isTooLong: false }];
			}
			const pace = { ...paceOfSender(sender), gapMinSeconds, gapMaxSeconds };
			const alone = { pace, left: [], slots: [], stepGap: 0 };
			const seconds = leavingSeconds(alone, count, nextAt ?? tx.at) ?? LONGEST_SECONDS;
			const gap = { min: gapMinSeconds, max: gapMaxSeconds };
			return [sender.id, { seconds, aMinute: null, gap, isTooLong: seconds > TWO_DAYS }];
		}),
	);
}

/** Mails a minute of the last part that each relay sent to its end. */
async function lastPaces(tx: Transaction, senderIds: readonly string[]): Promise<Map<string, number>> {
	const rows = await tx.sql<{ senderId: string; aMinute: number }>`
		/* newsletter: how fast relays were */
		SELECT DISTINCT ON (part.sender_id) part.sender_id::text AS "senderId",
			greatest(1, round((part.last_place - part.first_place + 1)
				/ greatest(1 / 60.0, extract(epoch FROM part.done_at - issue.snapshot_at) / 60)))::int AS "aMinute"
		FROM issue_part part
		JOIN newsletter_issue issue ON (issue.subscription_id, issue.id) = (part.subscription_id, part.issue_id)
		WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.mode = 'windows'
			AND part.sender_id = ANY(${[...senderIds]}::uuid[]) AND part.done_at IS NOT NULL
			AND issue.snapshot_at IS NOT NULL AND issue.paused_at IS NULL
		ORDER BY part.sender_id, part.done_at DESC`;
	return new Map(rows.map(({ senderId, aMinute }) => [senderId, aMinute]));
}
