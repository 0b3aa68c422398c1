import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { lockDomain } from './domain-row.ts';
import { sendersOfDomain } from './senders-of-domain.ts';

/** What the run of a domain does next. */
export type DomainLook =
	| { readonly kind: 'ended' }
	/** Its records are to be read: that asks the network. */
	| { readonly kind: 'read' }
	/** Until then, or until somebody asks. */
	| { readonly kind: 'wait'; readonly reason: string; readonly until: Date | null };

/** One look at a domain: whether it is to be read now. Where nobody sends from it any more it is over, its reading forgotten. */
export async function lookAtDomain(tx: Transaction, domainId: string): Promise<DomainLook> {
	const row = await lockDomain(tx, domainId);
	if (!row || row.endedAt) return { kind: 'ended' };
	if ((await sendersOfDomain(tx, row.domain)).length === 0) {
		await tx.db.sendingDomain.updateMany({
			where: { id: row.id },
			data: { endedAt: tx.at, nextLookAt: null, reading: Prisma.DbNull },
		});
		return { kind: 'ended' };
	}
	if (row.nextLookAt !== null && row.nextLookAt <= tx.at) return { kind: 'read' };
	return { kind: 'wait', reason: row.reason, until: row.nextLookAt };
}
