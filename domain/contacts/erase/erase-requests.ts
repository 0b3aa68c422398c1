import { keepMailsOf } from '#domain/from-addresses/keep-mails.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { ErasedPerson } from './erase-own-rows.ts';

/**
 * Erases an administrator who was asked for his consent (C1-16): the request stays, and nobody is reminded. The mails themselves
 * are erased as all that went to her.
 */
export async function eraseRequests(
	tx: Transaction,
	{ addresses }: Pick<ErasedPerson, 'addresses'>,
): Promise<void> {
	const among = [...addresses];
	await tx.db.consentRequest.updateMany({
		where: { administrator: { in: among } },
		data: { administrator: null, mailedAt: null },
	});
	await tx.sql`
		UPDATE connection_event SET data = data - 'address'
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND data ->> 'address' = ANY(${among}::text[])`;
	const hers = await tx.db.fromAddress.findMany({ where: { address: { in: among } }, select: { id: true } });
	for (const { id } of hers) await keepMailsOf(tx, id);
	await tx.db.fromAddress.deleteMany({ where: { id: { in: hers.map(({ id }) => id) } } });
}
