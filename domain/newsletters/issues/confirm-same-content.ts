import { poke } from '#domain/outbox/poke.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { noteAct } from './history/note-act.ts';
import { lockOwnIssue } from './lock-issue.ts';
import { resolveTold } from './tell-owner.ts';

/**
 * The issue leaves although nobody changed the content since the one before (5.7-10): a person has seen that. Likewise
 * one of which nobody knows whether it left before the database came back from a backup.
 *
 * @throws {Refusal} missing; issue-not-yours; issue-over: it does not wait for that.
 */
export async function confirmSameContent(
	tx: Transaction,
	actor: Actor,
	{ issueId }: { readonly issueId: string },
): Promise<void> {
	const { state } = await lockOwnIssue(tx, actor, issueId);
	if (state !== 'asking') throw new Refusal('conflict', 'issue-over');
	await tx.db.newsletterIssue.updateMany({
		where: { id: issueId },
		data: { state: 'preparing', reason: 'issue-confirmed' },
	});
	await resolveTold(tx, issueId, 'issue-asks');
	await noteAct(tx, actor, { issueId, kind: 'confirmed', people: 0 });
	await poke(tx, 'issue', issueId);
}
