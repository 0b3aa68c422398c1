import { Prisma } from '#prisma/generated/client/client.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { pokeAll } from '#domain/outbox/poke.ts';
import { noteAct } from './history/note-act.ts';
import { lockOwnIssue } from './lock-issue.ts';
import { LETTERS } from './place-outcomes.ts';

/** States of an issue in which its uncertain mails may be sent again. */
const MAY_RESEND = ['leaving', 'paused', 'observing'];

interface UncertainWindow {
	readonly partId: string;
	readonly mode: string;
	readonly uncertain: number;
}

const uncertainWindows = (tx: Transaction, issueId: string) => Prisma.sql`
	SELECT part.id::text AS "partId", part.mode, length(held.outcomes) - length(replace(held.outcomes, ${LETTERS.uncertain}, '')) AS uncertain
	FROM issue_part part JOIN issue_window held ON (held.subscription_id, held.part_id) = (part.subscription_id, part.id)
	WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.issue_id = ${issueId}::uuid
		AND position(${LETTERS.uncertain} IN held.outcomes) > 0`;

const sumOf = (windows: readonly UncertainWindow[]) =>
	windows.reduce((sum, { uncertain }) => sum + uncertain, 0);

/** How many mails of an issue in this state `resendUncertain` would send again: mails one by one are settled each by itself. */
export async function countResendable(tx: Transaction, issueId: string, state: string): Promise<number> {
	if (!MAY_RESEND.includes(state)) return 0;
	return sumOf(await tx.sql<UncertainWindow>`${uncertainWindows(tx, issueId)}`);
}

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
	if (!MAY_RESEND.includes(state)) throw new Refusal('conflict', 'issue-over');
	const windows = await tx.sql<UncertainWindow>`${uncertainWindows(tx, issueId)} FOR UPDATE OF held`;
	const found = sumOf(windows);
	if (found !== count || count === 0) throw new Refusal('conflict', 'uncertain-changed', { count: found });
	const parts = [...new Set(windows.map(({ partId }) => partId))];
	const errands = windows.filter(({ mode }) => mode === 'errands').map(({ partId }) => partId);
	await tx.sql`
		UPDATE issue_window SET outcomes = translate(outcomes, ${LETTERS.uncertain},
			CASE WHEN part_id = ANY(${errands}::uuid[]) THEN ${LETTERS.elsewhere} ELSE ${LETTERS.waitsAgain} END)
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND part_id = ANY(${parts}::uuid[])
			AND position(${LETTERS.uncertain} IN outcomes) > 0`;
	// Mails one by one wait wherever none of theirs is known.
	await tx.sql`
		UPDATE issue_part SET next_place = first_place
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ANY(${errands}::uuid[])`;
	await tx.db.issuePart.updateMany({
		where: { id: { in: parts }, state: 'done' },
		data: { state: 'waiting', reason: null, doneAt: null, since: tx.at },
	});
	if (state === 'observing')
		await tx.db.newsletterIssue.updateMany({
			where: { id: issueId },
			data: { state: 'leaving', reason: null, leftAt: null, observedUntil: null },
		});
	await noteAct(tx, actor, { issueId, kind: 'sent-again', people: count });
	await pokeAll(tx, 'part', parts);
}
