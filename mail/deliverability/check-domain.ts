import type { Names } from '#platform/network/names.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { checkDkim } from './check-dkim.ts';
import type { DkimCheck } from './check-dkim.ts';
import { checkDmarc } from './check-dmarc.ts';
import type { DmarcCheck } from './check-dmarc.ts';
import { checkExchangers } from './check-exchangers.ts';
import { checkReverseNames } from './check-reverse-names.ts';
import { checkSpf } from './check-spf.ts';
import type { SpfCheck } from './check-spf.ts';
import { checkTls } from './check-tls.ts';
import { checkedRecord } from './checked-record.ts';
import type { CheckedRecord, Finding } from './checked-record.ts';
import { domainOf, organisationOf } from './domain-names.ts';
import { limitNames, orSilent } from './limited-names.ts';
import { dkimProof, dmarcProof, spfProof } from './mail-proof.ts';
import { SENDING_PROVIDERS } from './sending-providers.ts';
import { serversOf } from './sending-server.ts';
import type { DomainSender, SendingServer } from './sending-server.ts';
import type { SendingProvider } from './sending-provider.ts';
import { dmarcEvidence } from './server-evidence.ts';
import type { ServerEvidence } from './server-evidence.ts';
import { shownText } from './shown-text.ts';

/** The domain of a sender's address, and all who send for it. */
export interface DomainSubject {
	readonly domain: string;
	/** A personal provider's: nothing can be published there, nothing is asked. */
	readonly isPersonal: boolean;
	readonly senders: readonly DomainSender[];
	/** Mailbox that a first DMARC record asks reports for; undefined: it asks for none. */
	readonly reportsTo: string | undefined;
}

/** What a check works with. */
export interface CheckTools {
	readonly names: Names;
	/** Which servers may be reached to look at their encryption. */
	readonly policy: NetworkPolicy;
	/** The wall clock, for the ends of certificates. */
	readonly at: Date;
	/** Providers beside those that are known: the demonstration world has its own. */
	readonly providers?: readonly SendingProvider[];
}

/** What a check costs at most. */
export interface CheckCost {
	/** Milliseconds in all. */
	readonly within: number;
	/** Questions to the names. */
	readonly questions: number;
}

/** A whole check takes a second, most often; what is not answered by then is unread. */
export const CHECK_COST: CheckCost = { within: 5_000, questions: 200 };

/** What was read of a domain. */
export interface DomainReading {
	/** Lower case, A-labels. */
	readonly domain: string;
	/** Why nothing was looked at: it is a personal provider's (R-24, E-10), or no domain. */
	readonly code: 'personal-domain' | 'no-domain' | undefined;
	/** The six lines in their order; none where nothing was looked at. */
	readonly checks: readonly CheckedRecord[];
	readonly servers: readonly ServerEvidence[];
	/** The servers that hold the zone, where records are published; none where they could not be read. */
	readonly nameServers: readonly string[];
}

/**
 * Reads what a domain publishes about its mail and what its senders need of it (E-17): SPF, DKIM, DMARC, MX, reverse names,
 * TLS. It changes nothing and sends nothing. Whatever the records of strangers say, it ends within its cost; what nobody
 * answered for is `unread`, so that the caller keeps what it knew.
 */
export async function checkDomain(
	subject: DomainSubject,
	tools: CheckTools,
	cost: CheckCost = CHECK_COST,
): Promise<DomainReading> {
	const domain = domainOf(subject.domain);
	const code = subject.isPersonal ? 'personal-domain' : domain === undefined ? 'no-domain' : undefined;
	if (code !== undefined || domain === undefined)
		return { domain: domain ?? '', code, checks: [], servers: [], nameServers: [] };
	const providers = [...(tools.providers ?? []), ...SENDING_PROVIDERS];
	const servers = serversOf(subject.senders, domain, providers);
	const names = limitNames(tools.names, cost.questions, AbortSignal.timeout(cost.within));
	const [spf, dkim, dmarc, mx, reverse, tls, nameServers] = await Promise.all([
		checkSpf(domain, servers, names, providers),
		checkDkim(domain, servers, names),
		checkDmarc(domain, names, subject.reportsTo),
		checkExchangers(domain, servers, names, providers),
		checkReverseNames(servers, names),
		checkTls(servers, tools.policy, cost.within, tools.at),
		nameServersOf(domain, names),
	]);
	const evidence = servers.map((server, index) => evidenceOf(server, index, { spf, dkim, dmarc, domain }));
	return {
		domain,
		code,
		checks: [spf.record, dkim.record, withRefusals(dmarc, evidence), mx, reverse, tls],
		servers: evidence,
		nameServers,
	};
}

/** Enough to know who holds the zone. */
const NAME_SERVERS_AT_MOST = 4;

/** The zone begins at the domain itself, or above it. */
async function nameServersOf(domain: string, names: Names): Promise<string[]> {
	for (const zone of new Set([domain, organisationOf(domain)])) {
		const found = await orSilent(names.nameServers(zone));
		if (found !== 'silent' && found.length > 0)
			return found.slice(0, NAME_SERVERS_AT_MOST).map((name) => shownText(name));
	}
	return [];
}

interface Checks {
	readonly domain: string;
	readonly spf: SpfCheck;
	readonly dkim: DkimCheck;
	readonly dmarc: DmarcCheck;
}

function evidenceOf(
	server: SendingServer,
	index: number,
	{ domain, spf, dkim, dmarc }: Checks,
): ServerEvidence {
	const { host, provider, senders, proof } = server;
	const ways = { spf: spf.evidence[index]!, dkim: dkim.evidence[index]! };
	const signed = dkimProof(proof, domain, dmarc.isDkimStrict);
	const isLoose = ways.dkim === 'proven' && signed === 'other-domain';
	const received = dmarcProof(proof, spfProof(proof, domain, dmarc.isSpfStrict), signed);
	return {
		host,
		name: provider?.name ?? host,
		provider: provider?.key,
		addresses: senders.map(({ address }) => address),
		kinds: [...new Set(senders.map(({ kind }) => kind))],
		...ways,
		dmarc: dmarcEvidence(
			received,
			isLoose ? { ...ways, dkim: 'missing' } : ways,
			dmarc.isRead ? dmarc.policy !== undefined : undefined,
		),
		provenAt: proof?.at,
	};
}

/** A policy that refuses is a fault where it meets a server that nothing vouches for: its mails are refused by it. */
function withRefusals({ record, policy }: DmarcCheck, servers: readonly ServerEvidence[]): CheckedRecord {
	if (policy === undefined || policy === 'none') return record;
	const refused = servers.filter(({ dmarc }) => dmarc === 'missing');
	const findings = refused.map(({ host }): Finding => ({ code: 'dmarc-refuses-sender', about: host }));
	return checkedRecord('dmarc', [...record.findings, ...findings], record.found, record.publish);
}
