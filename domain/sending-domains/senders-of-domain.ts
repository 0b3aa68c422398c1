import type { Transaction } from '#platform/database/database.ts';
import type { Prisma, SenderProof } from '#prisma/generated/client/client.ts';

/** Somebody who sends from a domain. */
export interface SenderOfDomain {
	readonly id: string;
	readonly address: string;
	readonly displayName: string;
	readonly kind: 'personal' | 'shared' | 'relay';
	readonly smtp: { readonly host: string; readonly port: number; readonly security: 'tls' | 'starttls' };
	/** Where a provider's window opened the mailbox, that provider; undefined: its host tells. */
	readonly provider: 'microsoft' | 'google' | undefined;
	/** null: of a relay, and of another address that an account writes under. */
	readonly mailboxId: string | null;
	/** Of a relay: where its replies go. */
	readonly replyMailboxId: string | null;
	readonly ownerId: string | null;
	readonly proof: AskedProof | null;
}

/** A mail that was asked for to prove a sender, with the mailbox in which it is read. */
export type AskedProof = SenderProof & { readonly mailbox: { readonly address: string } };

/**
 * All who send from a domain, as their own address or as another one that was proven (Z-09); a mailbox or a relay that was deleted
 * sends no more.
 */
export async function sendersOfDomain(tx: Transaction, domain: string): Promise<SenderOfDomain[]> {
	const here = { endsWith: `@${domain}`, mode: 'insensitive' } as const;
	const isLive = [{ mailboxId: null, deletedAt: null }, { mailbox: { deletedAt: null } }];
	const rows = await tx.db.sender.findMany({
		where: { address: here, OR: isLive },
		include: ACCOUNT,
		orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
	});
	const proven = await tx.db.fromAddress.findMany({
		where: { address: here, provenAt: { not: null }, sender: { OR: isLive } },
		include: { sender: { include: ACCOUNT } },
		orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
	});
	return [
		...rows.map(senderOf),
		// Its mails to itself would come to a mailbox that nobody reads here.
		...proven.map(({ sender, address }) => ({ ...senderOf(sender), address, mailboxId: null, proof: null })),
	];
}

const ACCOUNT = {
	proof: { include: { mailbox: { select: { address: true } } } },
	mailbox: { select: { ownerId: true, grant: { select: { provider: true } } } },
} satisfies Prisma.SenderInclude;

const senderOf = (row: Prisma.SenderGetPayload<{ include: typeof ACCOUNT }>): SenderOfDomain => ({
	...{ id: row.id, address: row.address, displayName: row.displayName, mailboxId: row.mailboxId },
	replyMailboxId: row.replyMailboxId,
	kind: row.kind as SenderOfDomain['kind'],
	smtp: { host: row.smtpHost, port: row.smtpPort, security: row.smtpSecurity as 'tls' | 'starttls' },
	provider: row.delivery === 'graph' ? 'microsoft' : vendorOf(row.mailbox?.grant?.provider),
	ownerId: row.mailbox?.ownerId ?? null,
	proof: row.proof,
});

const vendorOf = (provider: string | undefined) =>
	provider === 'microsoft' || provider === 'google' ? provider : undefined;
