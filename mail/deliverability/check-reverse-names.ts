import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Names } from '#platform/network/names.ts';
import { checkedRecord } from './checked-record.ts';
import type { CheckedRecord, Finding, FoundRecord, RecordToPublish } from './checked-record.ts';
import { orSilent } from './limited-names.ts';
import { newRecord } from './propose-record.ts';
import { arpaOf } from '#platform/network/reverse-zone.ts';
import type { SendingServer } from './sending-server.ts';
import { shownText } from './shown-text.ts';

/** Of a server, so many addresses are looked at, and of each so many names. */
const ADDRESSES_AT_MOST = 4;
const NAMES_AT_MOST = 3;

/** Networks that nobody outside sees: mail leaves by another address, which only a mail shows. */
const HIDDEN_RANGES = ['private', 'loopback', 'linkLocal', 'uniqueLocal', 'carrierGradeNat', 'unspecified'];

/**
 * Checks that the addresses of the customer's own servers have a name that points back to them (RFC 8601, 2.7.3 `iprev`),
 * which the big receivers ask for. Providers' servers are theirs to name.
 */
export async function checkReverseNames(
	servers: readonly SendingServer[],
	names: Names,
): Promise<CheckedRecord> {
	const own = servers.filter(({ isOwn }) => isOwn);
	const others = servers.filter(({ isOwn }) => !isOwn);
	const checks = await Promise.all(own.map(({ host }) => checkServer(host, names)));
	return checkedRecord(
		'reverse',
		[
			...checks.flatMap(({ findings }) => findings),
			...others.map(({ host }): Finding => ({ code: 'reverse-of-provider', about: host })),
		],
		checks.flatMap(({ found }) => found),
		checks.flatMap(({ publish }) => publish),
	);
}

interface ReverseCheck {
	readonly findings: readonly Finding[];
	readonly found: readonly FoundRecord[];
	readonly publish: readonly RecordToPublish[];
}

async function checkServer(host: string, names: Names): Promise<ReverseCheck> {
	const only = (finding: Finding): ReverseCheck => ({ findings: [finding], found: [], publish: [] });
	const addresses = isIP(host) ? [host] : await orSilent(names.addresses(host));
	if (addresses === 'silent') return only({ code: 'reverse-silent', about: host });
	if (addresses.length === 0) return only({ code: 'reverse-no-address', about: host });
	const checks = await Promise.all(
		addresses.slice(0, ADDRESSES_AT_MOST).map((address) => checkAddress(address, host, names)),
	);
	return {
		findings: checks.flatMap(({ findings }) => findings),
		found: checks.flatMap(({ found }) => found),
		publish: checks.flatMap(({ publish }) => publish),
	};
}

async function checkAddress(address: string, host: string, names: Names): Promise<ReverseCheck> {
	const only = (finding: Finding): ReverseCheck => ({ findings: [finding], found: [], publish: [] });
	if (HIDDEN_RANGES.includes(ipaddr.process(address).range()))
		return only({ code: 'reverse-private', about: address });
	const pointed = await orSilent(names.reverse(address));
	if (pointed === 'silent') return only({ code: 'reverse-silent', about: address });
	const tried = pointed.slice(0, NAMES_AT_MOST);
	const back = await Promise.all(tried.map((name) => orSilent(names.addresses(name))));
	const confirmed = tried.find((_, index) => back[index] !== 'silent' && back[index]!.some(isSame(address)));
	const arpa = arpaOf(address);
	const found = tried.map((name): FoundRecord => ({ type: 'PTR', name: arpa, text: shownText(name) }));
	if (confirmed !== undefined)
		return { ...only({ code: 'reverse-confirmed', about: address, detail: shownText(confirmed) }), found };
	if (back.includes('silent')) return { ...only({ code: 'reverse-silent', about: address }), found };
	return {
		findings: [
			{ code: tried.length > 0 ? 'reverse-unconfirmed' : 'reverse-missing', about: address, detail: host },
		],
		found,
		// An address that stands for itself has no name to propose.
		publish: isIP(host)
			? []
			: [
					newRecord(
						'PTR',
						arpa,
						host,
						tried.map((name) => shownText(name)),
					),
				],
	};
}

/** One address has several spellings in IPv6. */
const isSame = (address: string) => (other: string) =>
	ipaddr.isValid(other) && ipaddr.process(other).toString() === ipaddr.process(address).toString();
