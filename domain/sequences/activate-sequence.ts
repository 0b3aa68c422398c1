import type { Actor } from '#domain/values/actor.ts';
import { pokeAll } from '#domain/outbox/poke.ts';
import { subjectOf } from '#domain/engagements/end/live-run.ts';
import { recordEvent, recordEvents } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { refuseUnlessWriter } from './refuse-unless-writer.ts';

/**
 * Activates a sequence, so that it can be chosen; engagements that its deactivation had paused go on: a step that fell
 * due meanwhile leaves in the next slot of its window, a closing delay goes on where it stood.
 *
 * @returns how many engagements go on.
 * @throws {Refusal} missing, not-allowed.
 */
export async function activateSequence(
	tx: Transaction,
	actor: Actor,
	sequenceId: string,
): Promise<{ resumed: number }> {
	const sequence = await tx.db.sequence.findFirst({ where: { id: sequenceId } });
	if (!sequence) throw new Refusal('not-found', 'missing');
	await refuseUnlessWriter(tx, actor, sequence.ownerId);
	if (sequence.isActive && !sequence.pausedAt) return { resumed: 0 };
	// First the sequence, as its deactivation does.
	await tx.db.sequence.updateMany({
		where: { id: sequenceId },
		data: { isActive: true, pausedAt: null, pausedById: null },
	});
	const paused = sequence.pausedAt
		? await tx.db.engagement.findMany({
				where: { sequenceId, endedAt: null },
				select: { id: true, companyId: true, contactId: true, pausedAt: true },
			})
		: [];
	await tx.lock(
		'engagement',
		paused.map(({ id }) => id),
	);
	if (sequence.pausedAt) await goOnClosing(tx, sequenceId, sequence.pausedAt);
	await pokeAll(
		tx,
		'engagement',
		paused.map(({ id }) => id),
	);
	const { id: causeId } = await recordEvent(tx, { kind: 'sequence-activated', actor, data: { sequenceId } });
	// One that a person paused too stays paused.
	const resumed = paused.filter(({ pausedAt }) => pausedAt === null);
	await recordEvents(
		tx,
		resumed.map(
			(run) => ({ kind: 'engagement-resumed', ...subjectOf(run), actor, causeId, data: {} }) as const,
		),
	);
	return { resumed: paused.length };
}

/** Runs that a person paused too go on when that person says so, by the time of that pause. */
async function goOnClosing(tx: Transaction, sequenceId: string, pausedAt: Date): Promise<void> {
	await tx.db.$executeRaw`
		UPDATE engagement SET closing_ends_at = closing_ends_at + (${tx.at}::timestamptz - ${pausedAt}::timestamptz)
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND sequence_id = ${sequenceId}::uuid
			AND ended_at IS NULL AND paused_at IS NULL AND closing_ends_at > ${pausedAt}`;
}
