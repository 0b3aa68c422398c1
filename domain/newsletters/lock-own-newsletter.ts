import type { Actor } from '#domain/values/actor.ts';
import { refuseUnlessWriter } from '#domain/sequences/refuse-unless-writer.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Newsletter } from '#prisma/generated/client/client.ts';

/**
 * The newsletter that somebody changes, locked.
 *
 * @throws {Refusal} missing: none of this subscription, or it was deleted; not-allowed (5.6-4).
 */
export async function lockOwnNewsletter(tx: Transaction, actor: Actor, id: string): Promise<Newsletter> {
	await tx.sql`SELECT FROM newsletter
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${id}::uuid FOR NO KEY UPDATE`;
	const newsletter = await tx.db.newsletter.findFirst({ where: { id, deletedAt: null } });
	if (!newsletter) throw new Refusal('not-found', 'missing');
	await refuseUnlessWriter(tx, actor, newsletter.ownerId);
	return newsletter;
}
