import { pokeMailboxRuns } from '#domain/outbox/poke-mailbox-runs.ts';
import { notify } from '#domain/notifications/notify.ts';
import { peopleOfMailbox } from '#domain/notifications/people-of-mailbox.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import { watchLimits } from '#platform/limits.ts';
import type { Transaction } from '#platform/database/database.ts';
import { FencedOut, type WatchHold } from './fenced-out.ts';

/** So many failures of the network in a row make a mailbox lost (5.2-21). */
const FAILURES_TO_LOSS = 3;

/** Why a mailbox could not be read. */
export interface WatchFault {
	/**
	 * CheckCode of mail/connection, `secret-broken`, `grant-refused` or SignInFault of providers/sign-in: its sentence stands in
	 * texts/connection.ts.
	 */
	readonly code: string;
	/** A person must mend it: it is lost at once. */
	readonly needsPerson: boolean;
	/** The server asks to come back later: it is lost once nobody has read it for as long as a proof holds. */
	readonly isPace?: boolean;
}

/**
 * Counts a failed attempt to read a mailbox. Credentials that are refused lose it at once, the network after three attempts
 * in a row, a server that asks for patience after ten minutes without a proof: its live runs block at once, and its owner is told once an incident (5.2-9, 5.2-21).
 *
 * @returns whether it is lost now, and how many attempts failed in a row; those that were put off are none.
 * @throws {FencedOut}
 */
export async function recordLoss(
	tx: Transaction,
	{ mailboxId, fence }: WatchHold,
	{ code, needsPerson, isPace = false }: WatchFault,
): Promise<{ lost: boolean; failures: number }> {
	// Before its watch, as everybody who changes both locks them (docs/design/rows-and-commands.md#locks).
	await tx.lock('mailbox', [mailboxId]);
	const [counted] = await tx.db.$queryRaw<{ failures: number; wasLost: boolean; isStale: boolean }[]>`
		UPDATE mailbox_watch SET failures = failures + ${isPace ? 0 : 1}, failure_code = ${code}
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${mailboxId}::uuid AND fence = ${fence}
		RETURNING failures, lost_at IS NOT NULL AS "wasLost", coalesce(proven_at, changed_at)
			< clock_timestamp() - make_interval(secs => ${watchLimits.proofFresh / 1_000}::float) AS "isStale"`;
	if (!counted) throw new FencedOut();
	const { failures, wasLost, isStale } = counted;
	const lost = wasLost || needsPerson || (isPace ? isStale : failures >= FAILURES_TO_LOSS);
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
	const { id: eventId } = await recordEvent(tx, { kind: 'mailbox-lost', mailboxId, data: { code } });
	for (const userId of await peopleOfMailbox(tx, mailboxId))
		await notify(tx, { userId, kind: 'mailbox-lost', mailboxId, eventId, data: { code } });
	await pokeMailboxRuns(tx, mailboxId, 'all');
}
