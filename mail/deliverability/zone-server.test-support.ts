import { EventEmitter, once } from 'node:events';
import { startNameServer } from '#embedded/world/names/name-server.ts';
import type { NameRecords, Zone as ZoneOfNames } from '#embedded/world/names/zone.ts';
import { NamesUnavailable, openNames } from '#platform/network/names.ts';
import type { Names } from '#platform/network/names.ts';
import { arpaOf } from '#platform/network/reverse-zone.ts';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';

/**
 * A zone as data: `'cadrelune.example TXT'` to its records. A TXT record is a text, or its strings where it matters how it is
 * cut; MX is `10 host`; `*` stands for one label. `silent` and `broken` as a record: no answer, or SERVFAIL.
 */
export type Zone = Record<string, readonly (string | readonly string[])[] | 'silent' | 'broken'>;

/** A real name server on loopback. */
export interface ZoneServer {
	/** Asks this server alone. A question that it will not answer ends as soon as it has come, not when patience does. */
	readonly names: Names;
	/** `address:port`. */
	readonly address: string;
	/** Questions that came, such as `TXT cadrelune.example`. */
	readonly asked: string[];
	/** Changes what is published. */
	publish(zone: Zone): void;
	close(): Promise<void>;
}

/** Starts a name server that answers from a zone. */
export async function startZoneServer(zone: Zone): Promise<ZoneServer> {
	let published = namesOf(zone);
	const unanswered = new EventEmitter().setMaxListeners(0);
	const server = await startNameServer(
		() => published,
		(said) => unanswered.emit(said),
	);
	return {
		names: withoutWaiting(
			openNames({ servers: [server.address], within: LONGEST_WAIT, tries: 1 }),
			unanswered,
		),
		address: server.address,
		asked: server.asked,
		publish: (next) => {
			published = namesOf(next);
		},
		close: () => server.close(),
	};
}

/** By name what it says of each type. */
function namesOf(zone: Zone): ZoneOfNames {
	const names: Record<string, NameRecords> = {};
	for (const [key, records] of Object.entries(zone)) {
		const [name, type] = key.split(' ') as [string, string];
		const before = names[name.toLowerCase()] ?? {};
		names[name.toLowerCase()] = { ...before, ...recordsOf(type, records, before) };
	}
	return names;
}

function recordsOf(type: string, records: Zone[string], before: NameRecords): NameRecords {
	if (typeof records === 'string') {
		const failure = records === 'broken' ? 'SERVFAIL' : 'silent';
		return { failures: { ...before.failures, [type]: failure } };
	}
	if (type === 'TXT') return { texts: records };
	const texts = records.map(String);
	switch (type) {
		case 'A':
			return { ipv4: texts };
		case 'AAAA':
			return { ipv6: texts };
		case 'MX':
			return { exchangers: texts.map(exchangerOf) };
		case 'PTR':
			return { reverse: texts };
		case 'NS':
			return { nameServers: texts };
		case 'CNAME':
			return texts[0] === undefined ? {} : { alias: texts[0].toLowerCase() };
		default:
			throw new Error(`no zone has records of the type ${type}`);
	}
}

function exchangerOf(text: string) {
	const [priority, host = ''] = text.split(' ');
	return { priority: Number(priority), host: host === '.' ? '' : host };
}

/** What is asked in vain fails when the server has seen the question. */
function withoutWaiting(names: Names, unanswered: EventEmitter): Names {
	async function race<Found>(types: readonly string[], name: string, ask: Promise<Found>): Promise<Found> {
		const end = new AbortController();
		const silences = types.map(async (type) => {
			await once(unanswered, `${type} ${name.toLowerCase()}`, { signal: end.signal });
			throw new NamesUnavailable('ETIMEOUT');
		});
		try {
			return await Promise.race([ask, ...silences]);
		} finally {
			for (const silence of silences) silence.catch(() => {});
			end.abort();
		}
	}
	return {
		mailExchangers: (domain) => race(['MX'], domain, names.mailExchangers(domain)),
		services: (name) => race(['SRV'], name, names.services(name)),
		texts: (name) => race(['TXT'], name, names.texts(name)),
		addresses: (name) => race(['A', 'AAAA'], name, names.addresses(name)),
		reverse: (address) => race(['PTR'], arpaOf(address), names.reverse(address)),
		alias: (name) => race(['CNAME'], name, names.alias(name)),
		nameServers: (domain) => race(['NS'], domain, names.nameServers(domain)),
	};
}
