import type { KeptReading } from '#mail/deliverability/kept-reading.ts';
import type { DomainChange, DomainTurn } from '#mail/deliverability/domain-changes.ts';
import type { DomainSummary } from '#mail/deliverability/summarise-domain.ts';
import type { NextCheck } from '#mail/deliverability/next-check.ts';
import type { AuthenticationResults } from '#mail/deliverability/authentication-results.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Prisma } from '#prisma/generated/client/client.ts';
import { recordDomainEvent } from './domain-events.ts';
import { lockDomain, type DomainReason } from './domain-row.ts';
import { keptReading } from './kept-reading-of.ts';
import { sendersOfDomain, type SenderOfDomain } from './senders-of-domain.ts';
import { tellResponsables } from './tell-responsables.ts';

/** A domain that is to be read, as it stands before the network is asked. */
export interface DomainToRead {
	readonly id: string;
	readonly domain: string;
	readonly senders: readonly SenderOfDomain[];
	readonly before: KeptReading | undefined;
	readonly since: Date;
	readonly readAt: Date | null;
	readonly revision: number;
}

/** Undefined where it is over, or was read meanwhile. */
export async function readDomainToRead(tx: Transaction, id: string): Promise<DomainToRead | undefined> {
	const row = await tx.db.sendingDomain.findFirst({
		where: { id, endedAt: null, nextLookAt: { lte: tx.at } },
	});
	if (!row) return undefined;
	const { domain, since, readAt, revision } = row;
	const senders = await sendersOfDomain(tx, domain);
	return { id, domain, senders, since, readAt, revision, before: keptReading(row.reading) };
}

/** What a receiving server said of a sender's mail to itself; null: it says nothing. */
export interface ProofFound {
	readonly senderId: string;
	/** The mail that it was read from. */
	readonly sendId: string;
	readonly results: AuthenticationResults | null;
}

/** What was read of a domain. */
export interface DomainRead {
	readonly reading: KeptReading;
	readonly state: DomainSummary['state'];
	readonly changes: readonly DomainChange[];
	readonly turn: DomainTurn | undefined;
	/** Its lines stand as they did. */
	readonly isSame: boolean;
	readonly proofs: readonly ProofFound[];
	/** Says when it is read again. @param since since when it stands so. */
	next(since: Date, at: Date): NextCheck | undefined;
}

const REASONS: Readonly<Record<NextCheck['why'], DomainReason>> = {
	'until-right': 'domain-to-publish',
	unread: 'domain-unread',
	'needs-mail': 'domain-needs-mail',
	daily: 'domain-right',
};

/**
 * Keeps what was read of a domain and says when it is read again. A reading that comes late, after another one or after the
 * end of its domain, changes nothing; one that began before somebody asked anew is kept, and followed by another at once.
 */
export async function recordReading(tx: Transaction, asked: DomainToRead, read: DomainRead): Promise<void> {
	const row = await lockDomain(tx, asked.id);
	if (!row || row.endedAt || row.readAt?.getTime() !== asked.readAt?.getTime()) return;
	const since = read.isSame ? row.since : tx.at;
	const next = read.next(since, tx.at);
	const isOutdated = row.revision !== asked.revision;
	await tx.db.sendingDomain.updateMany({
		where: { id: row.id },
		data: {
			...{ state: read.state, since, readAt: tx.at },
			reason: next ? REASONS[next.why] : 'domain-personal',
			reading: read.reading as unknown as Prisma.InputJsonValue,
			nextLookAt: isOutdated ? tx.at : (next?.at ?? null),
		},
	});
	for (const proof of read.proofs) await recordProof(tx, asked, proof);
	for (const { kind, ...data } of read.changes) await recordDomainEvent(tx, row.id, kind, data as never);
	if (!read.turn) return;
	const mailboxId = await mailboxOf(tx, asked.senders);
	await tellResponsables(tx, { domain: row.domain, mailboxId, turn: read.turn });
}

/**
 * By which mailbox people are told of a domain: one of a sender's own, else that which takes the replies of a relay, or of whoever
 * writes as another address there.
 */
async function mailboxOf(tx: Transaction, senders: readonly SenderOfDomain[]): Promise<string | null> {
	const own = senders.find((sender) => sender.mailboxId !== null)?.mailboxId;
	if (own) return own;
	const behind = await tx.db.sender.findFirst({
		where: { id: { in: senders.map(({ id }) => id) } },
		select: { mailboxId: true, replyMailboxId: true },
		orderBy: { createdAt: 'asc' },
	});
	return behind?.replyMailboxId ?? behind?.mailboxId ?? null;
}

async function recordProof(
	tx: Transaction,
	{ id, senders }: DomainToRead,
	{ senderId, sendId, results }: ProofFound,
): Promise<void> {
	const sender = senders.find((one) => one.id === senderId)!;
	// Another mail was asked for meanwhile: this one is still the newest that came.
	const { count } = await tx.db.senderProof.updateMany({
		where: { senderId, sendId },
		data: {
			head: null,
			fault: results ? null : 'no-results',
			...(results
				? {
						results: results as unknown as Prisma.InputJsonValue,
						resultsAt: sender.proof?.arrivedAt ?? tx.at,
					}
				: {}),
		},
	});
	if (count === 0) return;
	const { address } = sender;
	if (results) await recordDomainEvent(tx, id, 'proven', { address, inJunk: sender.proof!.arrivedInJunk });
	else await recordDomainEvent(tx, id, 'unproven', { address });
}
