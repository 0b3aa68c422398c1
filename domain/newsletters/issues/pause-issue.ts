import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { noteAct } from './history/note-act.ts';
import { lockOwnIssue } from './lock-issue.ts';
import { reachOfIssue, type ReachOfIssue } from './reach-of-issue.ts';

/**
 * *Mettre en pause*: from its commit on no window and no mail of the issue is armed; what is armed already has left or leaves,
 * and is counted. An issue that is paused stays so.
 *
 * @throws {Refusal} missing; issue-not-yours; issue-over: it does not leave any more.
 */
export async function pauseIssue(
	tx: Transaction,
	actor: Actor,
	{ issueId }: { readonly issueId: string },
): Promise<ReachOfIssue> {
	const { state } = await lockOwnIssue(tx, actor, issueId);
	if (!['preparing', 'leaving', 'paused'].includes(state)) throw new Refusal('conflict', 'issue-over');
	const reach = await reachOfIssue(tx, issueId);
	if (state === 'paused') return reach;
	await tx.db.newsletterIssue.updateMany({
		where: { id: issueId },
		data: { state: 'paused', reason: 'issue-paused', pausedAt: tx.at, pausedById: actor.userId },
	});
	await noteAct(tx, actor, { issueId, kind: 'paused', people: reach.waiting });
	return reach;
}

/**
 * *Reprendre*: what waited leaves, at once.
 *
 * @throws {Refusal} missing; issue-not-yours; issue-over: it is not paused.
 */
export async function resumeIssue(
	tx: Transaction,
	actor: Actor,
	{ issueId }: { readonly issueId: string },
): Promise<ReachOfIssue> {
	const { state, snapshotAt } = await lockOwnIssue(tx, actor, issueId);
	if (state !== 'paused') throw new Refusal('conflict', 'issue-over');
	await tx.db.newsletterIssue.updateMany({
		where: { id: issueId },
		data: { state: snapshotAt ? 'leaving' : 'preparing', reason: null, pausedAt: null, pausedById: null },
	});
	const reach = await reachOfIssue(tx, issueId);
	await noteAct(tx, actor, { issueId, kind: 'resumed', people: reach.waiting });
	return reach;
}
