import { pokeMailboxRuns } from '#domain/outbox/poke-mailbox-runs.ts';
import { notify } from '#domain/notifications/notify.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { FencedOut, type WatchHold } from './fenced-out.ts';

/** So many failures of the network in a row make a mailbox lost (5.2-21). */
const FAILURES_TO_LOSS = 3;

/** Why a mailbox could not be read. */
export interface WatchFault {
	/** CheckCode of mail/connection, `secret-broken` or `grant-refused`: its sentence stands in texts/connection.ts. */
	readonly code: string;
	/** A person must mend it: it is lost at once. */
	readonly needsPerson: boolean;
}

/**
 * Counts a failed attempt to read a mailbox. Credentials that are refused lose it at once, the network after three attempts
 * in a row: its live runs block at once, and its owner is told once an incident (5.2-9, 5.2-21).
 *
 * @returns whether it is lost now, and how many attempts failed in a row.
 * @throws {FencedOut}
 */
export async function recordLoss(
	tx: Transaction,
	{ mailboxId, fence }: WatchHold,
	{ code, needsPerson }: WatchFault,
): Promise<{ lost: boolean; failures: number }> {
	// Before its watch, as everybody who changes both locks them (docs/design/rows-and-commands.md#locks).
	await tx.lock('mailbox', [mailboxId]);
	const [counted] = await tx.db.$queryRaw<{ failures: number; wasLost: boolean }[]>`
		UPDATE mailbox_watch SET failures = failures + 1, failure_code = ${code}
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${mailboxId}::uuid AND fence = ${fence}
		RETURNING failures, lost_at IS NOT NULL AS "wasLost"`;
	if (!counted) throw new FencedOut();
	const { failures, wasLost } = counted;
	const lost = wasLost || needsPerson || failures >= FAILURES_TO_LOSS;
	if (lost) {
		await tx.db.mailbox.updateMany({ where: { id: mailboxId }, data: { state: 'lost', errorCode: code } });
		if (!wasLost) await beginIncident(tx, mailboxId, code);
	}
	return { lost, failures };
}

async function beginIncident(tx: Transaction, mailboxId: string, code: string): Promise<void> {
	await tx.db.mailboxWatch.updateMany({
		where: { mailboxId },
		data: { lostAt: tx.at, unwatchedAt: null, epoch: { increment: 1 } },
	});
	const { ownerId } = await tx.db.mailbox.findFirstOrThrow({
		where: { id: mailboxId },
		select: { ownerId: true },
	});
	const { id: eventId } = await recordEvent(tx, { kind: 'mailbox-lost', mailboxId, data: { code } });
	await notify(tx, { userId: ownerId, kind: 'mailbox-lost', mailboxId, eventId, data: { code } });
	await pokeMailboxRuns(tx, mailboxId, 'all');
}
