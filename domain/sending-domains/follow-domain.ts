import type { Transaction } from '#platform/database/database.ts';
import { recordDomainEvent } from './domain-events.ts';
import { readAnew } from './domain-row.ts';

/** The same of each address that a mailbox writes as: its own, and those that were proven (Z-09). */
export async function followDomainsOf(tx: Transaction, mailboxId: string): Promise<void> {
	const { address, fromAddresses } = await tx.db.sender.findFirstOrThrow({
		where: { mailboxId },
		select: {
			address: true,
			fromAddresses: { where: { provenAt: { not: null } }, select: { address: true } },
		},
	});
	for (const one of [address, ...fromAddresses.map((proven) => proven.address)])
		await followDomainOf(tx, one);
}

/**
 * Who sends from this address has changed: its domain is read anew. One that nobody has sent from begins its run; one that
 * nobody sends from any more ends it by itself.
 *
 * @param address As it is stored: lower case, domain in A-labels.
 */
export async function followDomainOf(tx: Transaction, address: string): Promise<void> {
	const domain = address.slice(address.lastIndexOf('@') + 1);
	const { subscriptionId, at } = tx;
	// A domain that is ended at this moment by its run is waited for, and begins anew.
	const [row] = await tx.sql<{ id: string; isNew: boolean }>`
		INSERT INTO sending_domain (subscription_id, domain, since, started_at, next_look_at)
		VALUES (${subscriptionId}::uuid, ${domain}, ${at}::timestamptz, ${at}::timestamptz, ${at}::timestamptz)
		ON CONFLICT (subscription_id, domain) WHERE ended_at IS NULL DO UPDATE SET next_look_at = ${at}::timestamptz
		RETURNING id::text, xmax = 0 AS "isNew"`;
	if (row!.isNew) await recordDomainEvent(tx, row!.id, 'begun', { address });
	await readAnew(tx, row!.id);
}
