import type { Names } from '#platform/network/names.ts';
import { checkedRecord } from './checked-record.ts';
import type { CheckedRecord, Finding } from './checked-record.ts';
import { orSilent } from './limited-names.ts';
import { spfProof } from './mail-proof.ts';
import { neededSpf } from './needed-spf.ts';
import type { NeededSpf } from './needed-spf.ts';
import type { SendingProvider } from './sending-provider.ts';
import type { SendingServer } from './sending-server.ts';
import { authorisationOf } from './server-authorisation.ts';
import type { Authorisation } from './server-authorisation.ts';
import { evidenceOf } from './server-evidence.ts';
import type { Evidence } from './server-evidence.ts';
import { shownText } from './shown-text.ts';
import { allOf, isReadable, isSpf, looksLikeSpf, opensToAll, readSpf } from './spf-record.ts';
import type { SpfRecord } from './spf-record.ts';
import { LOOKUPS_AT_MOST, walkSpf } from './walk-spf.ts';
import type { SpfWalk } from './walk-spf.ts';

/** The line of SPF, and what it says of each server, in their order. */
export interface SpfCheck {
	readonly record: CheckedRecord;
	readonly evidence: readonly Evidence[];
}

type ServerAuthorisation = Authorisation & { readonly server: SendingServer };

/**
 * Checks that the domain has one SPF record that receivers can read (RFC 7208) and that lets its servers send, and proposes
 * the record that it lacks (E-09). It helps, and guarantees nothing.
 */
export async function checkSpf(
	domain: string,
	servers: readonly SendingServer[],
	names: Names,
	providers: readonly SendingProvider[],
): Promise<SpfCheck> {
	const texts = await orSilent(names.texts(domain));
	if (texts === 'silent') {
		const record = checkedRecord('spf', [{ code: 'spf-silent', about: domain }]);
		return { record, evidence: servers.map((server) => evidence(server, domain, undefined)) };
	}
	const records = texts.filter(isSpf).map(readSpf);
	// Beside a record, only what some receivers would take for another one does harm.
	const lookAlikes = texts.filter(looksLikeSpf).filter((text) => records.length === 0 || isSpf(text.trim()));
	const [only] = records;
	const isSound = only !== undefined && records.length === 1 && isReadable(only);
	const walk = isSound ? await walkSpf(only, domain, names) : undefined;
	const published = walk && only ? { walk, isOpen: opensToAll(only) } : undefined;
	const authorisations = await Promise.all(
		servers.map(async (server) => ({ server, ...(await authorisationOf(server, domain, published, names)) })),
	);
	const findings: Finding[] = [
		...ofRecords(records, lookAlikes),
		...(only && walk ? ofWalk(only, walk) : []),
		// Without a record that counts, that is what is said, not each server that it lacks.
		...authorisations.flatMap((one) => (walk ? ofServer(one, domain) : ofUnasked(one))),
	];
	const shown = [...records.map(({ text }) => text), ...lookAlikes];
	const isTooMany = findings.some(({ code }) => code === 'spf-too-many-lookups');
	const needed: NeededSpf = isTooMany
		? { record: undefined }
		: await neededSpf(domain, { records, lookAlikes, servers, authorisations }, names, providers);
	if ('lookups' in needed) findings.push({ code: 'spf-no-room', count: needed.lookups });
	return {
		record: checkedRecord(
			'spf',
			findings,
			shown.map((text) => ({ type: 'TXT', name: domain, text: shownText(text) })),
			needed.record ? [needed.record] : [],
		),
		evidence: authorisations.map((one) => evidence(one.server, domain, publishedBy(one))),
	};
}

function ofRecords(records: readonly SpfRecord[], lookAlikes: readonly string[]): Finding[] {
	const faults = records.flatMap((record) => record.faults);
	return [
		...found('spf-missing', records.length === 0 && lookAlikes.length === 0),
		...found('spf-look-alike', lookAlikes.length > 0),
		...found(
			'spf-too-long',
			records.some(({ isTooLong }) => isTooLong),
		),
		...(records.length > 1 ? [{ code: 'spf-several', count: records.length } as const] : []),
		...faults.map((term): Finding => ({ code: 'spf-syntax', about: shownText(term, 100) })),
	];
}

/** What is wrong with a record that receivers can read. */
function ofWalk(record: SpfRecord, walk: SpfWalk): Finding[] {
	const all = allOf(record.terms);
	const redirects = record.terms.some((term) => term.isModifier && term.name === 'redirect');
	const behind = all ? record.terms.slice(record.terms.indexOf(all) + 1) : [];
	const isTooMany = walk.lookups > LOOKUPS_AT_MOST;
	return [
		isTooMany
			? { code: 'spf-too-many-lookups', count: walk.lookups }
			: { code: 'spf-lookups', count: walk.lookups },
		...(isTooMany ? walk.costs : []).map(({ name, lookups }): Finding => ({
			code: 'spf-include-cost',
			about: name,
			count: lookups,
		})),
		...walk.findings,
		...found('spf-all-passes', opensToAll(record)),
		...found('spf-neutral', all ? all.qualifier === '?' : !redirects),
		...found(
			'spf-after-all',
			behind.some((term) => !term.isModifier),
		),
	];
}

const found = (code: Finding['code'], isSo: boolean): Finding[] => (isSo ? [{ code }] : []);

function ofServer(authorisation: ServerAuthorisation, domain: string): Finding[] {
	const { server, answer, address } = authorisation;
	const about = server.host;
	switch (answer) {
		case 'yes':
			return [{ code: 'spf-authorised', about }];
		case 'no':
			return [{ code: 'spf-sender-missing', about }];
		case 'partly':
			return [{ code: 'spf-address-missing', about, ...(address ? { detail: address } : {}) }];
		case 'unread':
			return [{ code: 'spf-silent', about }];
		case 'not-asked':
			return [{ code: 'spf-not-asked', about }];
		case 'unknown':
			return ofProof(server, domain);
	}
}

const ofUnasked = ({ server, answer }: ServerAuthorisation): Finding[] =>
	answer === 'not-asked' ? [{ code: 'spf-not-asked', about: server.host }] : [];

/** Of a server whose outgoing addresses nobody knows, its last mail tells. */
function ofProof(server: SendingServer, domain: string): Finding[] {
	const about = server.host;
	switch (spfProof(server.proof, domain, false)) {
		case 'aligned':
			return [{ code: 'spf-authorised', about }];
		case 'failed':
			return [{ code: 'spf-sender-missing', about }];
		case 'other-domain':
			return [{ code: 'spf-not-asked', about }];
		default:
			return [{ code: 'spf-server-unknown', about }];
	}
}

function publishedBy({ answer }: Authorisation): boolean | 'not-asked' | undefined {
	if (answer === 'yes') return true;
	if (answer === 'no' || answer === 'partly') return false;
	return answer === 'not-asked' ? 'not-asked' : undefined;
}

function evidence(
	server: SendingServer,
	domain: string,
	published: boolean | 'not-asked' | undefined,
): Evidence {
	if (published === 'not-asked') return 'not-asked';
	const proof = spfProof(server.proof, domain, false);
	return published === undefined && proof === 'other-domain' ? 'not-asked' : evidenceOf(published, proof);
}
