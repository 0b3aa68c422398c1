import type { KeptReading } from '#mail/deliverability/kept-reading.ts';
import type { Actor } from '#domain/values/actor.ts';
import { nameOf } from '#domain/values/person-name.ts';
import type { SendState } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { DomainEventKind } from './domain-events.ts';
import type { DomainReason } from './domain-row.ts';
import { keptReading } from './kept-reading-of.ts';
import { mayProve } from './may-prove.ts';
import { sendersOfDomain, type SenderOfDomain } from './senders-of-domain.ts';

/** The last mail that is to prove a sender, as far as it got. */
export interface ProofView {
	/** A mailbox and a relay may have one address. */
	readonly senderId: string;
	readonly address: string;
	/** Where it is read. */
	readonly readIn: string;
	readonly askedAt: Date;
	readonly sendState: SendState | null;
	readonly arrivedAt: Date | null;
	readonly inJunk: boolean;
	/** It is read: `results`, or its server says nothing. */
	readonly outcome: 'results' | 'no-results' | null;
}

/** A domain as *Délivrabilité* shows it. */
export interface DomainView {
	readonly id: string;
	readonly domain: string;
	readonly state: 'new' | 'right' | 'to-publish' | 'unread' | 'nothing-to-publish';
	readonly reason: DomainReason;
	readonly readAt: Date | null;
	readonly nextLookAt: Date | null;
	/** Somebody asked for it since it was read. */
	readonly isAsked: boolean;
	readonly reading: KeptReading | null;
	readonly senders: readonly { readonly address: string; readonly name: string }[];
	/** The caller may have some of its senders proven by a mail. */
	readonly mayProve: boolean;
	readonly proofs: readonly ProofView[];
	/** Newest first. */
	readonly history: readonly {
		readonly id: string;
		readonly at: Date;
		readonly kind: DomainEventKind;
		readonly by: string | null;
		readonly data: Readonly<Record<string, string | number | boolean>>;
	}[];
}

const HISTORY_AT_MOST = 20;

/** Every domain that somebody of the subscription sends from, those with something to do first. */
export async function listDomains(tx: Transaction, actor: Actor): Promise<DomainView[]> {
	const rows = await tx.db.sendingDomain.findMany({
		where: { endedAt: null },
		include: { events: { orderBy: { place: 'desc' }, take: HISTORY_AT_MOST } },
		orderBy: [{ startedAt: 'asc' }, { domain: 'asc' }],
	});
	const acting = await tx.db.user.findMany({
		where: { id: { in: rows.flatMap(({ events }) => events.flatMap(({ userId }) => userId ?? [])) } },
		select: { id: true, firstName: true, lastName: true },
	});
	const names = new Map(acting.map((user) => [user.id, nameOf(user)]));
	const views: DomainView[] = [];
	for (const row of rows) {
		const senders = await sendersOfDomain(tx, row.domain);
		views.push({
			...{ id: row.id, domain: row.domain, readAt: row.readAt, nextLookAt: row.nextLookAt },
			state: row.state as DomainView['state'],
			reason: row.reason as DomainReason,
			isAsked: row.nextLookAt !== null && row.nextLookAt <= tx.at,
			reading: keptReading(row.reading) ?? null,
			senders: senders.map(({ address, displayName }) => ({ address, name: displayName })),
			mayProve: senders.some((sender) => mayProve(actor, sender)),
			proofs: await proofsOf(tx, senders),
			history: row.events.map(({ id, at, kind, userId, data }) => ({
				...{ id, at, kind: kind as DomainEventKind, by: (userId && names.get(userId)) || null },
				data: data as Record<string, string | number | boolean>,
			})),
		});
	}
	const rank = ({ state }: DomainView) => ORDER.indexOf(state);
	return views.toSorted((one, other) => rank(one) - rank(other));
}

const ORDER: readonly DomainView['state'][] = ['to-publish', 'unread', 'new', 'right', 'nothing-to-publish'];

/** As far as the proofs of these senders got. */
export async function proofsOf(tx: Transaction, senders: readonly SenderOfDomain[]): Promise<ProofView[]> {
	const asked = senders.flatMap(({ id, address, proof }) =>
		proof ? [{ senderId: id, address, proof }] : [],
	);
	const sends = await tx.db.send.findMany({
		where: { id: { in: asked.map(({ proof }) => proof.sendId) } },
		select: { id: true, state: true },
	});
	return asked.map(({ senderId, address, proof }) => ({
		...{ senderId, address, readIn: proof.mailbox.address, askedAt: proof.askedAt },
		...{ arrivedAt: proof.arrivedAt, inJunk: proof.arrivedInJunk },
		sendState: sends.find(({ id }) => id === proof.sendId)?.state ?? null,
		outcome:
			proof.arrivedAt === null || proof.head ? null : proof.fault === 'no-results' ? 'no-results' : 'results',
	}));
}
