import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Licence } from '#prisma/generated/client/client.ts';

/**
 * Gives a colleague another licence.
 *
 * @throws {Refusal} missing; last-responsable: a subscription keeps one.
 */
export async function changeLicence(
	tx: Transaction,
	{ userId, licence }: { userId: string; licence: Licence },
): Promise<void> {
	// Two of them could step down at the same moment: the rows are locked before they are counted.
	const holders = await tx.db.$queryRaw<{ id: string }[]>`
		SELECT id::text FROM "user" WHERE licence = 'responsable' AND deactivated_at IS NULL ORDER BY id FOR UPDATE`;
	const lastOne = holders.length === 1 && holders[0]!.id === userId;
	if (licence !== 'responsable' && lastOne) throw new Refusal('conflict', 'last-responsable');
	const { count } = await tx.db.user.updateMany({ where: { id: userId }, data: { licence } });
	if (count === 0) throw new Refusal('not-found', 'missing');
}
