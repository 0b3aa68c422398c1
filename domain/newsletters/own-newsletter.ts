import type { Actor } from '#domain/values/actor.ts';
import { refuseUnlessWriter } from '#domain/sequences/refuse-unless-writer.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/**
 * Acts on many of a newsletter's list are for those who may write it; one contact is anybody's.
 *
 * @throws {Refusal} missing, not-allowed (5.6-4).
 */
export async function refuseUnlessOwnNewsletter(
	tx: Transaction,
	actor: Actor,
	newsletterId: string,
): Promise<void> {
	const where = { id: newsletterId, deletedAt: null };
	const newsletter = await tx.db.newsletter.findFirst({ where, select: { ownerId: true } });
	if (!newsletter) throw new Refusal('not-found', 'missing');
	await refuseUnlessWriter(tx, actor, newsletter.ownerId);
}
