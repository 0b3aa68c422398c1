import { Resolver } from 'node:dns/promises';
import { arpaOf } from './reverse-zone.ts';

/** Nobody could say whether a name has such records: the question can be asked again. */
export class NamesUnavailable extends Error {
	override name = 'NamesUnavailable';
	/** Of Node's resolver, such as `ETIMEOUT` or `ESERVFAIL`. */
	readonly code: string;
	constructor(code: string) {
		super(code);
		this.code = code;
	}
}

/**
 * What the domain name system says of a name. An empty answer is one: there is no such record.
 *
 * Every question throws NamesUnavailable where nobody answered, and when it is called off.
 */
export interface Names {
	/** Mail exchangers, the preferred one first, lower case and without a dot at their end; a null MX (RFC 7505) is `''`. */
	mailExchangers(domain: string): Promise<string[]>;
	/** Services (RFC 2782), the preferred one first; a target of `''` says that there is none. */
	services(name: string): Promise<{ host: string; port: number }[]>;
	/** Texts, the parts of each joined. */
	texts(name: string): Promise<string[]>;
	/** IPv4 and IPv6 addresses. */
	addresses(name: string): Promise<string[]>;
	/** The names that an address points back to. */
	reverse(address: string): Promise<string[]>;
	/** The name that this one is an alias of (CNAME); undefined where it is none. */
	alias(name: string): Promise<string | undefined>;
	/** The servers that hold the zone beginning at this name; none where no zone begins there. */
	nameServers(domain: string): Promise<string[]>;
}

/** Where names are asked, and for how long. */
export interface NamesSource {
	/** `address:port` of each server; undefined: those of the system. */
	readonly servers?: readonly string[] | undefined;
	/** Milliseconds of a try, and how many tries. */
	readonly within: number;
	readonly tries: number;
}

/** Answers of nobody: there is no such name, or it has no record of that type. */
const NO_RECORD = new Set(['ENOTFOUND', 'ENODATA']);

/** Asks the system's servers, or those named. */
export function openNames({ servers, within, tries }: NamesSource): Names {
	const resolver = new Resolver({ timeout: within, tries });
	if (servers) resolver.setServers(servers);
	return {
		mailExchangers: async (domain) =>
			byPriority(await orNone(resolver.resolveMx(domain))).map(({ exchange }) => bare(exchange)),
		services: async (name) =>
			byPriority(await orNone(resolver.resolveSrv(name))).map((found) => ({
				host: bare(found.name),
				port: found.port,
			})),
		texts: async (name) => (await orNone(resolver.resolveTxt(name))).map((parts) => parts.join('')),
		addresses: async (name) =>
			(await Promise.all([orNone(resolver.resolve4(name)), orNone(resolver.resolve6(name))])).flat(),
		// Node's own `reverse` asks the machine's hosts file first, and takes a broken zone for an empty one.
		reverse: async (address) => (await orNone(resolver.resolvePtr(arpaOf(address)))).map(bare),
		alias: async (name) => (await orNone(resolver.resolveCname(name))).map(bare)[0],
		nameServers: async (domain) => (await orNone(resolver.resolveNs(domain))).map(bare).sort(),
	};
}

async function orNone<Found>(asked: Promise<Found[]>): Promise<Found[]> {
	try {
		return await asked;
	} catch (error) {
		const { code = 'EUNKNOWN' } = error as NodeJS.ErrnoException;
		if (NO_RECORD.has(code)) return [];
		throw new NamesUnavailable(code);
	}
}

/** Of services with one priority the heavier one first (RFC 2782 draws by weight; the first to answer is taken here). */
function byPriority<Found extends { readonly priority: number; readonly weight?: number }>(
	found: Found[],
): Found[] {
	return found.toSorted((a, b) => a.priority - b.priority || (b.weight ?? 0) - (a.weight ?? 0));
}

const bare = (name: string) => name.toLowerCase().replace(/\.$/, '');
