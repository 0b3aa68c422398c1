import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { pauseIssue } from './issues/pause-issue.ts';

/**
 * Pauses whatever leaves of a newsletter. Asked first in a transaction: issues are locked before rows.
 *
 * @returns how many issues.
 * @throws {Refusal} issue-not-yours.
 */
export async function pauseLeavingIssues(
	tx: Transaction,
	actor: Actor,
	newsletterId: string,
): Promise<number> {
	const leaving = await tx.db.newsletterIssue.findMany({
		where: { newsletterId, state: { in: ['preparing', 'leaving'] } },
		select: { id: true },
	});
	for (const { id: issueId } of leaving) await pauseIssue(tx, actor, { issueId });
	return leaving.length;
}
