import { isIP } from 'node:net';
import type { Names } from '#platform/network/names.ts';
import { authorises } from './authorises.ts';
import { orSilent } from './limited-names.ts';
import type { SendingServer } from './sending-server.ts';
import { isSpf, readSpf } from './spf-record.ts';
import { walkSpf } from './walk-spf.ts';
import type { SpfWalk } from './walk-spf.ts';

/** Whether a domain's record lets a server send, and what it lacks for it. */
export interface Authorisation {
	/** `partly`: some of its addresses; `unknown`: its outgoing addresses are the provider's secret. */
	readonly answer: 'yes' | 'no' | 'partly' | 'unread' | 'unknown' | 'not-asked';
	/** The term to add, where one is known. */
	readonly term: string | undefined;
	/** The address that is not authorised, where others are. */
	readonly address?: string;
}

/** Of a server, so many addresses are tried. */
const ADDRESSES_AT_MOST = 4;
/** Of a provider, so many of its networks are tried where its include is not there: records can name them one by one. */
const NETWORKS_AT_MOST = 3;

/** A domain's record that counts. */
export interface PublishedSpf {
	readonly walk: SpfWalk;
	/** It lets everybody send: that somebody passes says nothing of what it will say once it is mended. */
	readonly isOpen: boolean;
}

/** @param published undefined: the domain has no record that counts. */
export async function authorisationOf(
	server: SendingServer,
	domain: string,
	published: PublishedSpf | undefined,
	names: Names,
): Promise<Authorisation> {
	const { provider } = server;
	const walk = published?.walk;
	if (!provider) return byAddress(server, domain, published && !published.isOpen, names);
	if (provider.spf.envelope === 'provider') return { answer: 'not-asked', term: undefined };
	const include = provider.spf.includes[0]!;
	if (walk && provider.spf.includes.some((name) => walk.included.has(name)))
		return { answer: 'yes', term: undefined };
	const term = `include:${include}`;
	if (!published || published.isOpen) return { answer: 'no', term };
	const networks = await networksOf(include, names);
	return { answer: networks === 'silent' ? 'unread' : await byNetworks(domain, networks, names), term };
}

/** A provider's networks stand in its own record: a record that names them one by one, or by macros, authorises too. */
async function byNetworks(domain: string, networks: readonly string[], names: Names) {
	const tried = networks
		.slice(0, NETWORKS_AT_MOST)
		.map((network) => network.replace(/^ip[46]:|\/\d+$/gi, ''));
	if (tried.length === 0) return 'no';
	const answers = await Promise.all(tried.map((address) => authorises(domain, address, domain, names)));
	if (answers.includes('no')) return 'no';
	return answers.includes('unread') ? 'unread' : 'yes';
}

async function byAddress(
	server: SendingServer,
	domain: string,
	canAsk: boolean | undefined,
	names: Names,
): Promise<Authorisation> {
	const { host, isOwn } = server;
	const version = isIP(host);
	const term = !isOwn ? undefined : version ? `ip${version}:${host}` : host === domain ? 'a' : `a:${host}`;
	const addresses = version ? [host] : await orSilent(names.addresses(host));
	if (addresses === 'silent') return { answer: 'unread', term };
	// A name without an address would be void in the record as well.
	if (addresses.length === 0) return { answer: 'unknown', term: undefined };
	// Somebody else's server may deliver from addresses of its own.
	const otherwise = isOwn ? 'no' : 'unknown';
	if (canAsk !== true) return { answer: otherwise, term };
	const tried = addresses.slice(0, ADDRESSES_AT_MOST);
	const answers = await Promise.all(tried.map((address) => authorises(domain, address, host, names)));
	if (answers.every((answer) => answer === 'yes')) return { answer: 'yes', term: undefined };
	if (answers.includes('unread')) return { answer: 'unread', term };
	const address = tried[answers.indexOf('no')]!;
	return isOwn && answers.includes('yes') ? { answer: 'partly', term, address } : { answer: otherwise, term };
}

async function networksOf(name: string, names: Names): Promise<readonly string[] | 'silent'> {
	const texts = await orSilent(names.texts(name));
	if (texts === 'silent') return 'silent';
	const record = texts.find(isSpf);
	return record === undefined ? [] : (await walkSpf(readSpf(record), name, names)).networks;
}
