import type { Actor } from '#domain/accounts/actor.ts';
import { pokeAll } from '#domain/outbox/poke.ts';
import { recordEvent } from '#domain/timeline/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { refuseUnlessWriter } from './refuse-unless-writer.ts';

/**
 * Activates a sequence, so that it can be chosen; engagements that its deactivation had paused go on.
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
	const paused = sequence.pausedAt
		? await tx.db.engagement.findMany({ where: { sequenceId, endedAt: null }, select: { id: true } })
		: [];
	await tx.db.sequence.updateMany({
		where: { id: sequenceId },
		data: { isActive: true, pausedAt: null, pausedById: null },
	});
	await pokeAll(
		tx,
		'engagement',
		paused.map(({ id }) => id),
	);
	await recordEvent(tx, { kind: 'sequence-activated', actor, data: { sequenceId } });
	return { resumed: paused.length };
}
