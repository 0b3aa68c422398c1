import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { mayWriteSequence } from './may-write-sequence.ts';

/**
 * @param ownerId null: a new sequence.
 * @throws {Refusal} not-allowed (5.6-4).
 */
export async function refuseUnlessWriter(
	tx: Transaction,
	actor: Actor,
	ownerId: string | null,
): Promise<void> {
	const onlyResponsables = await onlyResponsablesWrite(tx);
	if (!mayWriteSequence({ ...actor, ownerId, onlyResponsables }))
		throw new Refusal('forbidden', 'not-allowed');
}

/** The subscription's setting *only responsables write sequences* (5.6-4). */
export async function onlyResponsablesWrite(tx: Transaction): Promise<boolean> {
	const settings = await tx.db.subscription.findUniqueOrThrow({
		where: { id: tx.subscriptionId },
		select: { onlyResponsablesWriteSequences: true },
	});
	return settings.onlyResponsablesWriteSequences;
}
