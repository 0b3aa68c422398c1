import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { changeRelance } from './change-relance.ts';
import { createRelance } from './create-relance.ts';
import { deleteRelance } from './delete-relance.ts';
import { findRelance } from './relance-rows.ts';

/**
 * *Suivi par +*: puts a user on a company's relance or takes one off. The first follower creates the relance (today,
 * Normale); with the last one it goes. @returns whether a relance stands afterwards.
 *
 * @throws {Refusal} missing where the company or, to put on, the user does not exist here.
 */
export async function followRelance(
	tx: Transaction,
	actor: Actor,
	input: { companyId: string; userId: string; follows: boolean },
): Promise<{ stands: boolean }> {
	const { companyId, userId, follows } = input;
	if ((await tx.lock('company', [companyId])).length === 0) throw new Refusal('not-found', 'missing');
	const known = await tx.db.user.count({
		where: { id: userId, ...(follows ? { deactivatedAt: null } : {}) },
	});
	if (known === 0) throw new Refusal('not-found', 'missing');
	const standing = await findRelance(tx, companyId);
	if (!standing) {
		if (!follows) return { stands: false };
		await createRelance(tx, actor, { companyId, followerIds: [userId] });
		return { stands: true };
	}
	const others = standing.facts.followerIds.filter((id) => id !== userId);
	if (!follows && others.length === 0) {
		await deleteRelance(tx, actor, { companyId });
		return { stands: false };
	}
	await changeRelance(tx, actor, { companyId, followerIds: follows ? [...others, userId] : others });
	return { stands: true };
}
