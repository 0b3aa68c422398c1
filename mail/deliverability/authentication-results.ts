import { readHeaderFields } from '#mail/inbound/raw-headers.ts';
import type { HeaderFields } from '#mail/inbound/raw-headers.ts';
import { methodResultOf, readWords } from './authentication-words.ts';
import type { MethodResult } from './authentication-words.ts';
import { domainOf, isWithin } from './domain-names.ts';
import { readTags } from './tag-list.ts';

/**
 * Whose findings are believed: the receiving server's own name (its authserv-id), or a domain that it is below; `unnamed`:
 * that of a server that writes no name, as Exchange Online does.
 */
export type TrustedServers = readonly string[] | 'unnamed';

const RESULTS = ['pass', 'fail', 'softfail', 'neutral', 'none', 'policy', 'temperror', 'permerror'] as const;
/** RFC 8601, 2.7; whatever else stands there is `unknown`. */
export type AuthenticationResult = (typeof RESULTS)[number] | 'unknown';

/** What a receiving server found of one mail. Domains are in lower case and A-labels; what is none is undefined. */
export interface AuthenticationResults {
	readonly spf: { readonly result: AuthenticationResult; readonly domain: string | undefined } | undefined;
	readonly dkim: readonly DkimResult[];
	readonly dmarc: { readonly result: AuthenticationResult; readonly domain: string | undefined } | undefined;
}

/** What came of one signature. */
export interface DkimResult {
	readonly result: AuthenticationResult;
	readonly domain: string | undefined;
	/** As the server says it, else as the mail's own signature of that domain does. */
	readonly selector: string | undefined;
}

const SIGNATURES_AT_MOST = 20;
/** RFC 5321, 6.3: a mail that went through a hundred servers is in a loop. */
const STATIONS_AT_MOST = 100;
/** A header block of a real mail is smaller; the rest is not read. */
const HEAD_AT_MOST = 1_000_000;

/**
 * Reads what the receiving server found of a mail that we sent to ourselves (RFC 8601): the topmost `Authentication-Results`
 * that it wrote, else the topmost of `ARC-Authentication-Results` (RFC 8617, 4.1.1). A server that writes one field a method,
 * as Apple's and Infomaniak's do, is read field by field until a method comes again. What bears another name is not believed,
 * nor what stands further down. Linear in the head, which is a stranger's.
 *
 * @param head The header block as it came; bytes are read as latin1.
 * @returns undefined where the server wrote none.
 */
export function readAuthenticationResults(
	head: Buffer | string,
	trusted: TrustedServers,
): AuthenticationResults | undefined {
	const whole = (typeof head === 'string' ? head : head.toString('latin1')).slice(0, HEAD_AT_MOST);
	const [text = ''] = whole.split(/\r\n\r\n|\n\n|\r\r/, 1);
	const stations = text.split(/^(?=received:)/im, STATIONS_AT_MOST).map(readHeaderFields);
	const results =
		writtenBy(stations, 'authentication-results', trusted) ??
		writtenBy(stations, 'arc-authentication-results', trusted);
	if (!results) return undefined;
	const signatures = signaturesOf(stations);
	return {
		spf: domainResult(results, 'spf', ['smtp.mailfrom', 'smtp.mail', 'smtp.helo']),
		dkim: results
			.filter(({ method, result }) => method === 'dkim' && result !== 'none')
			.map((found) => dkimResult(found, signatures)),
		dmarc: domainResult(results, 'dmarc', ['header.from']),
	};
}

/** What the server wrote at the first station where it wrote. */
function writtenBy(
	stations: readonly HeaderFields[],
	field: string,
	trusted: TrustedServers,
): MethodResult[] | undefined {
	for (const station of stations) {
		const written = (station.get(field) ?? []).map(readWords).map(withoutInstance);
		// Without a name to go by, only the very first is the last server's.
		const own =
			trusted === 'unnamed'
				? written.slice(0, 1).filter((pieces) => serverOf(pieces) === undefined)
				: written.filter((pieces) => isTrusted(serverOf(pieces), trusted));
		if (own.length > 0)
			return topmost(own.map((pieces) => pieces.flatMap((words) => methodResultOf(words) ?? [])));
		if (written.length > 0 && trusted === 'unnamed') return undefined;
	}
	return undefined;
}

/** The first field; where it speaks of one method alone, those below as long as each speaks of one more. */
function topmost(fields: readonly MethodResult[][]): MethodResult[] {
	const methods = new Set<string>();
	const results: MethodResult[] = [];
	for (const field of fields) {
		const spokenOf = new Set(field.map(({ method }) => method));
		const isNext = spokenOf.size <= 1 && ![...spokenOf].some((method) => methods.has(method));
		if (results.length > 0 && !isNext) break;
		results.push(...field);
		for (const method of spokenOf) methods.add(method);
		if (spokenOf.size > 1) break;
	}
	return results;
}

/** `i=1;` stands before the server's name in the fields of ARC. */
const withoutInstance = (pieces: string[][]) =>
	/^i=\d{1,2}$/i.test(pieces[0]?.[0] ?? '') ? pieces.slice(1) : pieces;

/** The name before the first semicolon; undefined where a method stands there already. */
function serverOf(pieces: readonly string[][]): string | undefined {
	const first = pieces[0]?.[0];
	return first === undefined || first.includes('=') ? undefined : first.toLowerCase();
}

const isTrusted = (server: string | undefined, trusted: readonly string[]) =>
	server !== undefined && trusted.some((own) => isWithin(server, own.toLowerCase()));

function domainResult(results: readonly MethodResult[], method: string, properties: readonly string[]) {
	const found = results.find((one) => one.method === method);
	if (!found) return undefined;
	const value = properties.map((name) => found.properties.get(name)).find((one) => one !== undefined);
	return { result: resultOf(found.result), domain: domainAfterAt(value) };
}

function dkimResult(found: MethodResult, signatures: readonly Signature[]): DkimResult {
	const { properties } = found;
	const domain = domainAfterAt(properties.get('header.d') ?? properties.get('header.i'));
	const begin = properties.get('header.b');
	const own = signatures.filter((signature) => signature.domain === domain);
	const signature = own.find((one) => begin !== undefined && one.value.startsWith(begin)) ?? own[0];
	return {
		result: resultOf(found.result),
		domain,
		selector: selectorOf(properties.get('header.s')) ?? signature?.selector,
	};
}

interface Signature {
	readonly domain: string | undefined;
	readonly selector: string | undefined;
	/** Base64 without blanks. */
	readonly value: string;
}

function signaturesOf(stations: readonly HeaderFields[]): Signature[] {
	return stations
		.flatMap((station) => station.get('dkim-signature') ?? [])
		.slice(0, SIGNATURES_AT_MOST)
		.flatMap((text) => readTags(text) ?? [])
		.map((tags) => ({
			domain: domainOf(tags.get('d') ?? ''),
			selector: selectorOf(tags.get('s')),
			value: (tags.get('b') ?? '').replace(/\s/g, ''),
		}));
}

/** A selector is a name of labels (RFC 6376, 3.1). */
const selectorOf = (text: string | undefined) =>
	text !== undefined && text.length <= 100 && /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/i.test(text)
		? text.toLowerCase()
		: undefined;

const domainAfterAt = (value: string | undefined) =>
	value === undefined ? undefined : domainOf(value.slice(value.lastIndexOf('@') + 1));

const resultOf = (text: string): AuthenticationResult =>
	RESULTS.find((result) => result === text) ?? (text === 'hardfail' ? 'fail' : 'unknown');
