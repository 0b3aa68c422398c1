import type { Transaction } from '#platform/database/database.ts';
import { liftRefusals } from './lift-refusals.ts';
import { insertRefusal, tellRefusal, type RefusalFound } from './open-refusal.ts';

/** Of the newest mails of a sender so many are looked at, and this share of them may be refused for reputation (issue 7). */
const NEWEST = 50;
const SHARE = 0.05;

/**
 * Refusals of reputation over 5 % of the last 50 mails hold first contacts; later steps and answers go on. What was refused
 * before a person lifted that counts no more.
 */
export async function holdFirstContacts(tx: Transaction, of: RefusalFound): Promise<void> {
	const refusedSends = await countRefused(tx, of.sender.id);
	if (refusedSends <= NEWEST * SHARE) return;
	const as = { scope: 'first-contacts', domain: null } as const;
	if (await insertRefusal(tx, of, { ...as, nextTryAt: null, refusedSends })) await tellRefusal(tx, of, as);
}

/** Mails got through: first contacts go on where the rate has fallen. */
export async function reviewFirstContacts(tx: Transaction, senderId: string): Promise<void> {
	const refusedSends = await countRefused(tx, senderId);
	const held = { senderId, scope: 'first-contacts', liftedAt: null };
	if (refusedSends <= NEWEST * SHARE) await liftRefusals(tx, senderId, held, { by: 'rate' });
	else await tx.db.senderRefusal.updateMany({ where: held, data: { refusedSends } });
}

/** A mail that was refused and left later counts as one that left. */
async function countRefused(tx: Transaction, senderId: string): Promise<number> {
	const [row] = await tx.sql<{ count: number }>`
		SELECT count(*) FILTER (WHERE newest.refused_at > (
			SELECT coalesce(max(lifted_at), '-infinity') FROM sender_refusal
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND sender_id = ${senderId}::uuid
				AND scope = 'first-contacts' AND lifted_by = 'person'
		))::int AS count
		FROM (
			SELECT CASE WHEN refused.code = 'policy-refused' AND refused.refused_at >= coalesce(send.sent_at, refused.refused_at)
				THEN refused.refused_at END AS refused_at
			FROM send LEFT JOIN refused_send refused ON (refused.subscription_id, refused.send_id) = (send.subscription_id, send.id)
			WHERE send.subscription_id = ${tx.subscriptionId}::uuid AND send.sender_id = ${senderId}::uuid
				AND (send.sent_at IS NOT NULL OR refused.send_id IS NOT NULL)
			ORDER BY coalesce(send.sent_at, refused.refused_at) DESC LIMIT ${NEWEST}
		) newest`;
	return row!.count;
}
