import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { pokeAll } from '#domain/outbox/poke.ts';
import { lockOwnIssue } from './lock-issue.ts';
import { LETTERS } from './place-outcomes.ts';

/**
 * Sends the mails of an issue's windows again whose fate nobody knows; some of them may arrive twice, so the person names their
 * number. What was left out of it meanwhile is asked again when they are armed.
 *
 * @param wish.count as she read it.
 * @throws {Refusal} missing; issue-not-yours; issue-over: the issue was stopped; uncertain-changed: their number is another by now.
 */
export async function resendUncertain(
	tx: Transaction,
	actor: Actor,
	{ issueId, count }: { readonly issueId: string; readonly count: number },
): Promise<void> {
	const { state } = await lockOwnIssue(tx, actor, issueId);
	if (!['leaving', 'paused', 'observing'].includes(state)) throw new Refusal('conflict', 'issue-over');
	const windows = await tx.sql<{ partId: string; uncertain: number }>`
		SELECT part.id::text AS "partId", length(held.outcomes) - length(replace(held.outcomes, ${LETTERS.uncertain}, '')) AS uncertain
		FROM issue_part part JOIN issue_window held ON (held.subscription_id, held.part_id) = (part.subscription_id, part.id)
		WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.issue_id = ${issueId}::uuid
			AND position(${LETTERS.uncertain} IN held.outcomes) > 0
		FOR UPDATE OF held`;
	const found = windows.reduce((sum, { uncertain }) => sum + uncertain, 0);
	if (found !== count || count === 0) throw new Refusal('conflict', 'uncertain-changed', { count: found });
	const parts = [...new Set(windows.map(({ partId }) => partId))];
	await tx.sql`
		UPDATE issue_window SET outcomes = translate(outcomes, ${LETTERS.uncertain}, ${LETTERS.waitsAgain})
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND part_id = ANY(${parts}::uuid[])
			AND position(${LETTERS.uncertain} IN outcomes) > 0`;
	await tx.db.issuePart.updateMany({
		where: { id: { in: parts }, state: 'done' },
		data: { state: 'waiting', reason: null, doneAt: null, since: tx.at },
	});
	if (state === 'observing')
		await tx.db.newsletterIssue.updateMany({
			where: { id: issueId },
			data: { state: 'leaving', reason: null, leftAt: null, observedUntil: null },
		});
	await pokeAll(tx, 'part', parts);
}
