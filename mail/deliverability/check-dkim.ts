import type { Names } from '#platform/network/names.ts';
import { checkedRecord } from './checked-record.ts';
import type { CheckedRecord, Finding, FoundRecord, RecordToPublish } from './checked-record.ts';
import type { DkimKey } from './dkim-key.ts';
import { findDkimKeys } from './find-dkim-keys.ts';
import type { FoundKey, WantedKey } from './find-dkim-keys.ts';
import { dkimProof, provenSelectors } from './mail-proof.ts';
import type { ProofOf } from './mail-proof.ts';
import { newRecord, recordShownBy } from './propose-record.ts';
import type { SendingServer } from './sending-server.ts';
import { aliasFor } from './sending-provider.ts';
import type { SendingProvider } from './sending-provider.ts';
import { evidenceOf } from './server-evidence.ts';
import type { Evidence } from './server-evidence.ts';
import { shownText } from './shown-text.ts';

/** The line of DKIM, and what it says of each server, in their order. */
export interface DkimCheck {
	readonly record: CheckedRecord;
	readonly evidence: readonly Evidence[];
}

/** Names that servers without a known provider often use. Only a mail shows which one is in use. */
const USUAL_SELECTORS = ['default', 'dkim', 'mail', 's1', 's2', 'k1', 'key1', 'smtp', 'mx', 'email'];

/** RFC 8301, 3.2: a shorter RSA key is not valid, and 2048 bits are asked for. */
const RSA_BITS_AT_LEAST = 1_024;
const RSA_BITS_ADVISED = 2_048;

/**
 * Looks for the keys that each server signs with (RFC 6376): those that a mail has shown, those that its provider publishes,
 * else the usual ones. A selector that is not known is not a key that is missing: a mail to ourselves tells.
 */
export async function checkDkim(
	domain: string,
	servers: readonly SendingServer[],
	names: Names,
): Promise<DkimCheck> {
	const checks = await Promise.all(servers.map((server) => checkServer(server, domain, names)));
	return {
		record: checkedRecord(
			'dkim',
			checks.flatMap(({ findings }) => findings),
			unique(checks.flatMap(({ found }) => found)),
			unique(checks.flatMap(({ publish }) => publish)),
		),
		evidence: checks.map(({ evidence }) => evidence),
	};
}

interface ServerCheck {
	readonly findings: readonly Finding[];
	readonly found: readonly FoundRecord[];
	readonly publish: readonly RecordToPublish[];
	readonly evidence: Evidence;
}

async function checkServer(server: SendingServer, domain: string, names: Names): Promise<ServerCheck> {
	const { host, provider } = server;
	const proven = provenSelectors(server.proof, domain).map((one): WantedKey => ({ ...one, type: 'TXT' }));
	const provenKeys = await findDkimKeys(proven, names);
	const proof = dkimProof(server.proof, domain, false);
	if (provenKeys.some(isGood)) {
		const proves: Finding = { code: 'dkim-proven', about: host };
		return soundServer(provenKeys.filter(isGood), [proves], evidenceOf(true, proof));
	}
	const keys = await findDkimKeys(expectedKeys(provider, domain), names);
	const good = keys.filter(isGood);
	if (provider && good.length > 0) return soundServer(good, [], evidenceOf(true, proof));
	// A key that a mail was signed with and that has gone since proves nothing of the next mail.
	const holds = proven.length === 0 ? proof : undefined;
	const { findings, publish, published } = lacking(server, domain, [...provenKeys, ...keys], holds);
	return {
		findings,
		found: keys.filter(({ key, alias }) => key !== undefined || alias !== undefined).map(shownKey),
		publish,
		evidence: evidenceOf(published, holds),
	};
}

const soundServer = (
	keys: readonly FoundKey[],
	findings: readonly Finding[],
	evidence: Evidence,
): ServerCheck => ({
	findings: [...findings, ...keys.flatMap(ofGoodKey)],
	found: keys.map(shownKey),
	publish: [],
	evidence,
});

/** Where no key that counts was found: what that means, and what is known of it (undefined: nothing). */
function lacking(
	server: SendingServer,
	domain: string,
	keys: readonly FoundKey[],
	proof: ProofOf,
): { findings: Finding[]; publish: RecordToPublish[]; published: boolean | undefined } {
	const { host, provider } = server;
	const toPublish = () => keysToPublish(provider, domain, keys);
	const bad = provider ? keys.flatMap((key) => ofBadKey(key, provider)) : [];
	if (bad.length > 0) return { findings: bad, publish: toPublish(), published: false };
	if (keys.some(({ state }) => state === 'silent'))
		return { findings: [{ code: 'dkim-silent', about: host }], publish: [], published: undefined };
	if (proof === 'aligned')
		return { findings: [{ code: 'dkim-proven', about: host }], publish: [], published: undefined };
	if (proof === 'failed')
		return { findings: [{ code: 'dkim-not-signed', about: host }], publish: toPublish(), published: false };
	const elsewhere = keys.filter(({ state }) => state === 'elsewhere').map(ofElsewhere);
	const signedBy = server.proof?.results.dkim.find(({ result }) => result === 'pass')?.domain;
	if (proof === 'other-domain') {
		const finding: Finding = { code: 'dkim-signed-by-provider', about: host, detail: signedBy ?? '' };
		return { findings: [finding, ...elsewhere], publish: toPublish(), published: false };
	}
	const guessed = keys.find(({ key }) => isLongEnough(key));
	if (provider?.dkim.areAll && !guessed) {
		const signsAs = provider.dkim.signsAs.slice(0, 1).map((detail) => ({ detail }))[0];
		const finding: Finding = { code: 'dkim-missing', about: host, ...signsAs };
		return { findings: [finding, ...elsewhere], publish: toPublish(), published: false };
	}
	const finding: Finding = guessed
		? { code: 'dkim-unproven', about: host, detail: guessed.wanted.selector }
		: { code: 'dkim-selector-unknown', about: host };
	return { findings: [finding, ...elsewhere], publish: [], published: undefined };
}

function expectedKeys(provider: SendingProvider | undefined, domain: string): WantedKey[] {
	if (provider) return provider.dkim.selectors.map((selector) => ({ ...selector, domain }));
	return USUAL_SELECTORS.map((selector) => ({ selector, type: 'TXT', domain }));
}

const isLongEnough = (key: DkimKey | undefined) =>
	key?.state === 'sound' && (key.kind === 'ed25519' || key.bits >= RSA_BITS_AT_LEAST);

/** A key behind an alias to somebody else may be another's, of the same name. */
const isGood = ({ key, state }: FoundKey) => state !== 'elsewhere' && isLongEnough(key);

function ofGoodKey({ key, wanted, isSeveral }: FoundKey): Finding[] {
	if (key?.state !== 'sound') return [];
	const about = wanted.selector;
	const findings: Finding[] = [{ code: 'dkim-key', about, count: key.bits, detail: key.kind }];
	if (key.kind === 'rsa' && key.bits < RSA_BITS_ADVISED)
		findings.push({ code: 'dkim-grow', about, count: key.bits });
	if (key.isTesting) findings.push({ code: 'dkim-testing', about });
	if (isSeveral) findings.push({ code: 'dkim-several', about });
	return findings;
}

/** A revoked key is a fault where there are no other names under which its provider may have one. */
function ofBadKey({ key, state, wanted, alias }: FoundKey, provider: SendingProvider): Finding[] {
	const about = wanted.selector;
	if (state === 'elsewhere') return [];
	if (key?.state === 'sound')
		return isLongEnough(key) ? [] : [{ code: 'dkim-short', about, count: key.bits }];
	if (state === 'revoked') return provider.dkim.areAll ? [{ code: 'dkim-revoked', about }] : [];
	if (state === 'broken') return [{ code: 'dkim-broken', about }];
	if (state === 'not-enabled') return [{ code: 'dkim-not-enabled', about, detail: shownText(alias ?? '') }];
	return [];
}

const ofElsewhere = ({ wanted, alias }: FoundKey): Finding => ({
	code: 'dkim-alias-elsewhere',
	about: wanted.selector,
	detail: shownText(alias ?? ''),
});

/** The provider's keys, but for those whose alias stands already: these are switched on at the provider. */
function keysToPublish(
	provider: SendingProvider | undefined,
	domain: string,
	keys: readonly FoundKey[],
): RecordToPublish[] {
	if (!provider) return [];
	const standing = keys.filter(({ state }) => state === 'not-enabled').map(({ wanted }) => wanted.selector);
	const current = provider.dkim.selectors.filter(({ type }) => type === 'CNAME');
	const wanted = current.length > 0 ? current : provider.dkim.selectors;
	return wanted
		.filter(({ selector }) => !standing.includes(selector))
		.map((selector) => {
			const name = `${selector.selector}._domainkey.${domain}`;
			const alias = aliasFor(selector, domain);
			return alias === undefined
				? recordShownBy(provider.key, selector.type, name)
				: newRecord(selector.type, name, alias);
		});
}

function shownKey({ name, alias, texts }: FoundKey): FoundRecord {
	return alias === undefined
		? { type: 'TXT', name: shownText(name), text: shownText(texts[0] ?? '', 120) }
		: { type: 'CNAME', name: shownText(name), text: shownText(alias) };
}

/** Two servers may have one key, or none of it. */
function unique<Entry extends { readonly name: string; readonly type: string }>(
	entries: readonly Entry[],
): Entry[] {
	return [...new Map(entries.map((entry) => [`${entry.type} ${entry.name}`, entry])).values()];
}
