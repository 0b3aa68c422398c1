import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/**
 * Takes an invitation back: its link opens nothing any more.
 *
 * @throws {Refusal} missing: no such invitation, or it was accepted.
 */
export async function withdrawInvitation(tx: Transaction, id: string): Promise<void> {
	const { count } = await tx.db.invitation.deleteMany({ where: { id, acceptedAt: null } });
	if (count === 0) throw new Refusal('not-found', 'missing');
}
