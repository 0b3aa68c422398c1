import type { Transaction } from '#platform/database/database.ts';

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
	const rate = pace.perSecond === undefined ? null : Math.max(1, Math.round(pace.perSecond * 60));
	await tx.sql`
		UPDATE issue_part SET rate = ${rate}::int, rate_since = CASE WHEN ${rate}::int IS NOT NULL THEN ${tx.at}::timestamptz END
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${partId}::uuid AND rate IS DISTINCT FROM ${rate}::int`;
}
