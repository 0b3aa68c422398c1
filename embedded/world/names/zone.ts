/** What the names of a made-up internet say: by name, lower case, without a dot at its end; `*` stands for its first label. */
export type Zone = Readonly<Record<string, NameRecords>>;

/** What is said instead of an answer; `silent`: nothing at all. */
export type NameFailure = 'SERVFAIL' | 'REFUSED' | 'silent';

/** What one name says, and how. */
export interface NameRecords {
	/** Another name, which is answered for where this one has no record of the type that was asked for. */
	readonly alias?: string;
	readonly ipv4?: readonly string[];
	readonly ipv6?: readonly string[];
	/** `''` is a null MX (RFC 7505). */
	readonly exchangers?: readonly { readonly priority: number; readonly host: string }[];
	/** Host `''`: there is no such service (RFC 2782). */
	readonly services?: readonly {
		readonly priority?: number;
		readonly weight?: number;
		readonly host: string;
		readonly port: number;
	}[];
	/** A text, or its strings where it matters how it is cut. */
	readonly texts?: readonly (string | readonly string[])[];
	/** Under a name of `in-addr.arpa` or `ip6.arpa`. */
	readonly reverse?: readonly string[];
	/** Of the zone that begins here. */
	readonly nameServers?: readonly string[];
	/** Milliseconds before it answers. */
	readonly delay?: number;
	/** Whatever is asked of it. */
	readonly failure?: NameFailure;
	/** By the type that is asked for, such as `TXT`. */
	readonly failures?: Readonly<Record<string, NameFailure>>;
}

/** A name as it is found: the names on the way, the first of them the one that was asked for, and what the last one says. */
export interface FoundName {
	readonly names: readonly string[];
	readonly records: NameRecords;
}

/**
 * The records of a name, or those of the name that it stands for where it has none of this type; undefined: there is no such
 * name.
 */
export function lookUp(zone: Zone, name: string, type: string): FoundName | undefined {
	const names = [name];
	for (;;) {
		const records = recordsAt(zone, names.at(-1)!);
		const isAlias = records?.alias !== undefined && !has(records, type);
		if (!isAlias || names.length > ALIASES_AT_MOST) {
			const exists = records ?? (names.length > 1 || hasBelow(zone, name) ? {} : undefined);
			return exists && { names, records: exists };
		}
		names.push(records.alias);
	}
}

/** What a name answers for a type, as its zone has it: nothing where it is not there. */
export const answersOf = (zone: Zone, name: string, type: string): NameRecords =>
	lookUp(zone, name, type)?.records ?? {};

const ALIASES_AT_MOST = 8;

const OF_TYPE: Readonly<Record<string, keyof NameRecords>> = {
	A: 'ipv4',
	AAAA: 'ipv6',
	MX: 'exchangers',
	SRV: 'services',
	TXT: 'texts',
	PTR: 'reverse',
	NS: 'nameServers',
	CNAME: 'alias',
};

/** Whether a name answers for a type by itself, be it with a failure. */
function has(records: NameRecords, type: string): boolean {
	const part = OF_TYPE[type];
	return (part !== undefined && records[part] !== undefined) || records.failures?.[type] !== undefined;
}

/** Its own, else those of the nearest `*` above it (RFC 4592). */
function recordsAt(zone: Zone, name: string): NameRecords | undefined {
	if (Object.hasOwn(zone, name)) return zone[name];
	for (let rest = name; rest.includes('.');) {
		rest = rest.slice(rest.indexOf('.') + 1);
		if (Object.hasOwn(zone, `*.${rest}`)) return zone[`*.${rest}`];
	}
	return undefined;
}

/** A name that has names below it exists, and has nothing of its own (RFC 8020). */
const hasBelow = (zone: Zone, name: string): boolean =>
	Object.keys(zone).some((other) => other.endsWith(`.${name}`));
