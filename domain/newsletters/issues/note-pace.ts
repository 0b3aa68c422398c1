import type { Transaction } from '#platform/database/database.ts';

/** A relay asked for less. */
export interface Slowing {
	/** Mails a second from then on. */
	readonly perSecond: number;
	/** What it said, without addresses. */
	readonly words: string | undefined;
}

/**
 * Keeps how fast a relay takes mails of a part, for the page and for the next stretch, where it asked for less than its profile
 * says.
 *
 * @param pace.perSecond undefined: as fast as it answers.
 */
export async function notePace(
	tx: Transaction,
	partId: string,
	pace: { readonly perSecond: number | undefined } | undefined,
): Promise<void> {
	if (!pace) return;
	const rate = pace.perSecond === undefined ? null : aMinute(pace.perSecond);
	await tx.sql`
		UPDATE issue_part SET rate = ${rate}::int, rate_since = CASE WHEN ${rate}::int IS NOT NULL THEN ${tx.at}::timestamptz END
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${partId}::uuid AND rate IS DISTINCT FROM ${rate}::int`;
}

/** Keeps that a relay asked for less, for the chart of the page; several of one instant count as the last. */
export async function noteSlowing(
	tx: Transaction,
	partId: string,
	slowing: Slowing | undefined,
): Promise<void> {
	if (!slowing) return;
	await tx.sql`
		INSERT INTO part_slowing (subscription_id, part_id, at, rate, words)
		VALUES (${tx.subscriptionId}::uuid, ${partId}::uuid, ${tx.at}, ${aMinute(slowing.perSecond)}::int, ${slowing.words ?? null})
		ON CONFLICT (subscription_id, part_id, at) DO UPDATE SET rate = excluded.rate, words = excluded.words`;
}

const aMinute = (perSecond: number) => Math.max(1, Math.round(perSecond * 60));
