import { randomUUID } from 'node:crypto';
import type { Grants } from '#embedded/authority/grants.ts';
import { errorAnswer } from '#embedded/graph/answer-graph.ts';
import { createGraphServer, type GraphServer } from '#embedded/graph/graph-server.ts';
import type { Delivery } from './delivery.ts';
import type { DomainClock } from './domain-clock.ts';
import { composeBounce } from './letters/delivery-report.ts';
import type { ReceptionDesk } from './smtp/reception.ts';
import type { WorldDatabase } from './store/world-database.ts';

const GRAPH = 'https://graph.microsoft.com/';

/** What the world's Graph stands before. */
export interface BehindGraph {
	/** Whether the host takes nothing from this mailbox (5.7-4). */
	readonly isSuspended: (address: string) => boolean;
	readonly desk: ReceptionDesk;
	readonly tools: {
		readonly database: WorldDatabase;
		readonly delivery: Delivery;
		readonly clock: DomainClock;
	};
	/** Called after a mail was taken. */
	readonly accepted: () => void;
}

/**
 * Microsoft Graph in the world: a token of the stand-in opens the mailbox of whoever consented, and a mail that leaves it goes
 * the way of those that leave by SMTP, into the Sent folder too. What SMTP would refuse at once comes back as a report, as Exchange
 * Online does it. Drafts do not outlive the world's process.
 */
export function createGraph(
	certificate: { readonly key: string; readonly cert: string },
	grants: Pick<Grants, 'holderOf' | 'scopesOf'>,
	{ isSuspended, desk, accepted, tools }: BehindGraph,
): GraphServer {
	const graph = createGraphServer({
		certificate,
		bearerOf(token) {
			const holder = grants.holderOf(token);
			if (holder?.vendor !== 'microsoft') return undefined;
			const scopes = grants.scopesOf(token).filter((scope) => scope.startsWith(GRAPH));
			// A token for another resource is not taken here.
			if (scopes.length === 0) return undefined;
			return { address: holder.address, scopes: scopes.map((scope) => scope.slice(GRAPH.length)) };
		},
		async deliver({ from, to, bytes }) {
			const addresses = to.map((address) => address.toLowerCase());
			// What is refused for now, Exchange Online tries again by itself.
			const refused = addresses.filter((address) => (desk.judgeRecipient(from, address)?.code ?? 0) >= 500);
			const recipients = addresses
				.filter((address) => !refused.includes(address))
				.map((address) => ({ address, originalRecipient: null, notify: null }));
			await desk.accept({ sender: from, mailFrom: from, recipients, ...NO_WISHES }, bytes);
			for (const address of refused) report(tools, from, address, bytes);
			accepted();
		},
	});
	graph.script(({ method, path, headers }) => {
		if (method !== 'POST' || !path.endsWith('/send')) return undefined;
		const holder = grants.holderOf((headers.authorization ?? '').replace(/^Bearer /, ''));
		if (!holder || !isSuspended(holder.address)) return undefined;
		return { answer: errorAnswer(403, 'ErrorAccountSuspend') };
	});
	return graph;
}

/** Graph knows no envelope (RFC 3461). */
const NO_WISHES = { envelopeId: null, returns: null } as const;

function report(
	{ database, delivery, clock }: BehindGraph['tools'],
	mailFrom: string,
	rcptTo: string,
	raw: Buffer,
): void {
	const at = clock.now();
	const reception = {
		person: rcptTo,
		mailFrom,
		rcptTo,
		originalRecipient: null,
		receivedAt: at,
		...NO_WISHES,
	};
	const writer = { name: '', address: mailFrom, language: 'fr' as const };
	const bounce = composeBounce(
		{ reception, raw },
		{ writer, at, messageId: `<${randomUUID()}@mail.refrain.example>` },
	);
	database.transaction(() => delivery.toUser(bounce))?.();
}
