import type { SendingDomain } from '#prisma/generated/client/client.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';

/** Why the run of a domain waits; the sentences are in texts/run-reasons.ts. */
export type DomainReason =
	| 'domain-reading'
	/** Something is to be published: read again until it is. */
	| 'domain-to-publish'
	/** Nobody answered for a part of it. */
	| 'domain-unread'
	/** Only a mail to oneself tells the rest. */
	| 'domain-needs-mail'
	| 'domain-right'
	/** A personal provider's: nothing changes there. */
	| 'domain-personal';

/** Locks a domain against its other writers. @returns undefined where there is none. */
export async function lockDomain(tx: Transaction, id: string): Promise<SendingDomain | undefined> {
	await tx.lock('sending_domain', [id]);
	return (await tx.db.sendingDomain.findFirst({ where: { id } })) ?? undefined;
}

/** It is read anew, whatever is being read at this moment. The row must be locked. */
export async function readAnew(tx: Transaction, id: string): Promise<void> {
	await tx.db.sendingDomain.updateMany({
		where: { id },
		data: { nextLookAt: tx.at, revision: { increment: 1 } },
	});
	await poke(tx, 'domain', id);
}

/** Tells whoever looks at it that something beside its row has changed. The row must be locked. */
export async function announceDomain(tx: Transaction, id: string): Promise<void> {
	await tx.db.sendingDomain.updateMany({ where: { id }, data: { revision: { increment: 0 } } });
}

/** The domain that is read of an address's; undefined where there is none. Locks it. */
export async function lockDomainOf(tx: Transaction, address: string): Promise<SendingDomain | undefined> {
	const domain = address.slice(address.lastIndexOf('@') + 1);
	const row = await tx.db.sendingDomain.findFirst({ where: { domain, endedAt: null }, select: { id: true } });
	return row ? lockDomain(tx, row.id) : undefined;
}
