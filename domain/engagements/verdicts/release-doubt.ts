import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { heldFor } from '#domain/doubt/held-for.ts';
import { holdsRun } from '#domain/doubt/holds-run.ts';

/** The live runs that a doubtful mail holds, itself or with others (5.7-1). */
export async function runsHeldBy(tx: Transaction, messageId: string): Promise<string[]> {
	const rows = await tx.sql<{ id: string }>`
		SELECT e.id::text FROM engagement e JOIN message d ON d.subscription_id = e.subscription_id AND ${holdsRun}
		WHERE e.subscription_id = ${tx.subscriptionId}::uuid AND e.ended_at IS NULL AND d.id = ${messageId}::uuid
		ORDER BY e.id`;
	return rows.map(({ id }) => id);
}

/**
 * A doubtful mail was settled: of the runs that no other holds, the closing end moves by the time of the hold, so that a
 * person's silence costs the contact nothing. The runs are locked, and the mail's row says what it is.
 */
export async function countHold(tx: Transaction, runIds: readonly string[]): Promise<void> {
	for (const id of runIds) {
		const run = await tx.db.engagement.findFirst({ where: { id, endedAt: null } });
		if (!run?.doubtedSince || (await isHeld(tx, id))) continue;
		const { closingEndsAt } = run;
		const held = heldFor(run, tx.at);
		await tx.db.engagement.updateMany({
			where: { id },
			data: {
				doubtedSince: null,
				...(closingEndsAt
					? { closingEndsAt: new Date(closingEndsAt.getTime() + held), closingHeldMs: { increment: held } }
					: {}),
			},
		});
	}
}

/** Those that go on say why they wait now, and look at once. */
export async function letGo(tx: Transaction, runIds: readonly string[]): Promise<void> {
	for (const id of runIds) {
		const asked = await askGates(tx, id, 'note');
		if (asked.kind !== 'ended') await poke(tx, 'engagement', id);
	}
}

/** Whether a doubtful mail holds the run. */
export async function isHeld(tx: Transaction, runId: string): Promise<boolean> {
	const held = await tx.sql`
		SELECT FROM engagement e JOIN message d ON d.subscription_id = e.subscription_id AND ${holdsRun}
		WHERE e.subscription_id = ${tx.subscriptionId}::uuid AND e.id = ${runId}::uuid LIMIT 1`;
	return held.length > 0;
}
