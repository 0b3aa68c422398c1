import { pokeMailboxRuns } from '#domain/outbox/poke-mailbox-runs.ts';
import { notify } from '#domain/notifications/notify.ts';
import { peopleOfMailbox } from '#domain/notifications/people-of-mailbox.ts';
import { resolveIncident } from '#domain/notifications/resolve-incident.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import { watchLimits } from '#platform/limits.ts';
import type { Transaction } from '#platform/database/database.ts';
import { FencedOut, type WatchHold } from './fenced-out.ts';

/**
 * Records a proof of life: a STATUS or fetch was answered just now (wall clock). The first one after a loss ends the
 * incident (5.2-21); after a time in which nobody read, the epoch rises, so that nothing leaves or closes before the
 * mailbox was read to its end (5.2-9).
 *
 * @param fresh milliseconds for which the proof before this one held.
 * @returns the epoch that a reading to the end would catch up with.
 * @throws {FencedOut}
 */
export async function recordProof(
	tx: Transaction,
	{ mailboxId, fence }: WatchHold,
	fresh: number = watchLimits.proofFresh,
): Promise<{ epoch: number; isCaughtUp: boolean }> {
	const [proven] = await tx.db.$queryRaw<ProvenRow[]>`
		WITH before AS (
			SELECT lost_at, unwatched_at, caught_up_epoch = epoch
				AND (proven_at IS NULL OR proven_at < clock_timestamp() - make_interval(secs => ${fresh / 1_000}::float)) AS gap
			FROM mailbox_watch WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${mailboxId}::uuid
				AND fence = ${fence} FOR UPDATE)
		UPDATE mailbox_watch SET proven_at = clock_timestamp(), failures = 0, failure_code = NULL, lost_at = NULL,
			unwatched_at = NULL, epoch = epoch + CASE WHEN before.gap THEN 1 ELSE 0 END
		FROM before
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${mailboxId}::uuid AND fence = ${fence}
		RETURNING epoch, caught_up_epoch = epoch AS "isCaughtUp", before.gap, before.lost_at IS NOT NULL AS "wasLost",
			before.unwatched_at IS NOT NULL AS "wasUnwatched"`;
	if (!proven) throw new FencedOut();
	if (proven.wasLost || proven.wasUnwatched) await tellReturn(tx, mailboxId, proven.wasLost);
	if (proven.wasLost || proven.wasUnwatched || proven.gap) await pokeMailboxRuns(tx, mailboxId, 'held');
	return { epoch: proven.epoch, isCaughtUp: proven.isCaughtUp };
}

interface ProvenRow {
	readonly epoch: number;
	readonly isCaughtUp: boolean;
	readonly gap: boolean;
	readonly wasLost: boolean;
	readonly wasUnwatched: boolean;
}

async function tellReturn(tx: Transaction, mailboxId: string, wasLost: boolean): Promise<void> {
	await tx.db.mailbox.updateMany({
		where: { id: mailboxId, state: { not: 'configuring' } },
		data: { state: 'synchronised', errorCode: null },
	});
	const blocked = await tx.db.engagement.count({
		where: { mailboxId, endedAt: null, reason: { in: ['mailbox-lost', 'mailbox-unwatched'] } },
	});
	const { id: eventId } = await recordEvent(tx, { kind: 'mailbox-restored', mailboxId, data: { blocked } });
	// Where nobody was told of a loss, nobody is told of its end.
	if (!wasLost) return;
	await resolveIncident(tx, mailboxId, 'mailbox-lost');
	for (const userId of await peopleOfMailbox(tx, mailboxId))
		await notify(tx, { userId, kind: 'mailbox-restored', mailboxId, eventId, data: { blocked } });
}
