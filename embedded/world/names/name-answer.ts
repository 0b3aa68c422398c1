import { AUTHORITATIVE_ANSWER, RECURSION_AVAILABLE, RECURSION_DESIRED, decode } from 'dns-packet';
import type { Answer, Packet, Question } from 'dns-packet';
import { lookUp } from './zone.ts';
import type { FoundName, NameRecords, Zone } from './zone.ts';

/** A question as it came. */
export interface Query {
	readonly id: number;
	readonly question: Question;
	/** Such as `MX cadrelune.example`. */
	readonly said: string;
}

/** Undefined for what is no question. */
export function queryOf(bytes: Buffer): Query | undefined {
	try {
		const { id, type, questions } = decode(bytes);
		const question = questions?.[0];
		if (type !== 'query' || id === undefined || !question) return undefined;
		return { id, question, said: `${question.type} ${nameOf(question)}` };
	} catch {
		return undefined;
	}
}

const nameOf = ({ name }: Question) => name.toLowerCase().replace(/\.$/, '');

const CODES = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;

/** What a zone answers, and after how many milliseconds; `silent`: nothing. */
export function answerFrom(
	zone: Zone,
	{ id, question }: Query,
): { readonly packet: Packet; readonly delay: number } | 'silent' {
	const found = lookUp(zone, nameOf(question), question.type);
	const { failure: whole, failures, delay = 0 } = found?.records ?? {};
	const failure = whole ?? failures?.[question.type];
	if (failure === 'silent') return 'silent';
	const code = found ? (failure === undefined ? 0 : CODES[failure]) : CODES.NXDOMAIN;
	const packet: Packet = {
		type: 'response',
		id,
		flags: AUTHORITATIVE_ANSWER | RECURSION_DESIRED | RECURSION_AVAILABLE | code,
		questions: [question],
		answers: found && code === 0 ? answersOf(question.type, found) : [],
	};
	return { packet, delay };
}

const TTL = 60;

/** The aliases on the way, then the records of that type. */
function answersOf(type: string, { names, records }: FoundName): Answer[] {
	const aliases = names
		.slice(1)
		.map((data, index): Answer => ({ type: 'CNAME', name: names[index]!, ttl: TTL, data }));
	const at = { name: names.at(-1)!, ttl: TTL };
	return [...aliases, ...recordsOf(type, records, at)];
}

function recordsOf(type: string, records: NameRecords, at: { name: string; ttl: number }): Answer[] {
	switch (type) {
		case 'A':
			return (records.ipv4 ?? []).map((data): Answer => ({ ...at, type: 'A', data }));
		case 'AAAA':
			return (records.ipv6 ?? []).map((data): Answer => ({ ...at, type: 'AAAA', data }));
		case 'MX':
			return (records.exchangers ?? []).map(({ priority, host }): Answer => ({
				...at,
				type: 'MX',
				data: { preference: priority, exchange: host || '.' },
			}));
		case 'SRV':
			return (records.services ?? []).map(({ host, ...service }): Answer => ({
				...at,
				type: 'SRV',
				data: { ...service, target: host || '.' },
			}));
		case 'TXT':
			return (records.texts ?? []).map((text): Answer => ({ ...at, type: 'TXT', data: stringsOf(text) }));
		case 'PTR':
			return (records.reverse ?? []).map((data): Answer => ({ ...at, type: 'PTR', data }));
		case 'NS':
			return (records.nameServers ?? []).map((data): Answer => ({ ...at, type: 'NS', data }));
		case 'CNAME':
			return records.alias === undefined ? [] : [{ ...at, type: 'CNAME', data: records.alias }];
		default:
			return [];
	}
}

/** A string of a text has at most 255 bytes (RFC 1035, 3.3), which are read as latin1. */
function stringsOf(text: string | readonly string[]): Buffer[] {
	const strings = typeof text === 'string' ? (text.match(/[^]{1,255}/g) ?? ['']) : text;
	return strings.map((part) => Buffer.from(part, 'latin1'));
}
