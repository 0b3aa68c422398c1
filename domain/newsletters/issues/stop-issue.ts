import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { noteAct } from './history/note-act.ts';
import { lockOwnIssue } from './lock-issue.ts';
import { reachOfIssue, type ReachOfIssue } from './reach-of-issue.ts';
import { resolveTold } from './tell-owner.ts';

/**
 * *Arrêter définitivement*: whoever waits never gets this issue, and counts as left out from its commit on. What is armed has left
 * or leaves; its outcome is still written down. The issue is over once its parts know it.
 *
 * @returns how many get nothing by it (`waiting`), and how many are on their way all the same.
 * @throws {Refusal} missing; issue-not-yours; issue-over: nothing of it waits any more.
 */
export async function stopIssue(
	tx: Transaction,
	actor: Actor,
	{ issueId }: { readonly issueId: string },
): Promise<ReachOfIssue> {
	const { state } = await lockOwnIssue(tx, actor, issueId);
	if (!['preparing', 'asking', 'leaving', 'paused'].includes(state))
		throw new Refusal('conflict', 'issue-over');
	// Read before: by the stop itself whoever waits is left out.
	const reach = await reachOfIssue(tx, issueId);
	await tx.db.newsletterIssue.updateMany({
		where: { id: issueId },
		data: { state: 'stopped', reason: 'issue-stopped', stoppedAt: tx.at, stoppedById: actor.userId },
	});
	await resolveTold(tx, issueId);
	await noteAct(tx, actor, { issueId, kind: 'stopped', people: reach.waiting });
	return reach;
}
