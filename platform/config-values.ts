import { readFileSync } from 'node:fs';
import { z } from 'zod';

/*
 * The kinds of values that a variable may have. Each issue is the second half of the sentence
 * "NAME must be …", so that a bad value is always answered with what is expected.
 */

const units: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `500ms`, `30s`, `15m` or `48h`, as milliseconds. */
export const duration = z.string().transform((text, context) => {
	const [, number, unit] = /^(\d+)(ms|s|m|h)$/.exec(text) ?? [];
	if (number && unit && Number(number) > 0) return Number(number) * units[unit]!;
	context.addIssue('a duration such as `500ms`, `30s`, `15m` or `2h`');
	return z.NEVER;
});

/** A whole number in a range, both ends included. */
export function wholeNumber(least: number, most: number) {
	return z.string().transform((text, context) => {
		const number = Number(text);
		if (/^\d+$/.test(text) && number >= least && number <= most) return number;
		context.addIssue(`a whole number from ${least} to ${most}`);
		return z.NEVER;
	});
}

const databaseExpected =
	'the address of a PostgreSQL database, such as postgresql://user:password@host:5432/refrain';

/** A PostgreSQL address with its database. */
export const databaseAddress = z.string(databaseExpected).refine((text) => {
	const url = parseUrl(text);
	return (url?.protocol === 'postgresql:' || url?.protocol === 'postgres:') && url.pathname.length > 1;
}, databaseExpected);

const hostExpected = 'a host and a port, such as temporal.example.com:7233';

/** `host:port`; an IPv6 host in brackets. */
export const hostAndPort = z.string(hostExpected).refine((text) => {
	const [, port] = /^(?:\[[0-9a-fA-F:]+\]|[^\s:/[\]]+):(\d{1,5})$/.exec(text) ?? [];
	return port !== undefined && Number(port) >= 1 && Number(port) <= 65_535;
}, hostExpected);

const keyExpected =
	'32 random bytes as 64 hexadecimal digits or in base64 (`openssl rand -hex 32` makes them)';

/** 32 bytes, in hexadecimal or base64. */
export const masterKey = z.string(keyExpected).transform((text, context) => {
	const isHex = /^[0-9a-fA-F]{64}$/.test(text);
	const isBase64 = /^[A-Za-z0-9+/_-]{43}=?$/.test(text);
	if (isHex || isBase64) return Buffer.from(text, isHex ? 'hex' : 'base64');
	context.addIssue(keyExpected);
	return z.NEVER;
});

const publicExpected = 'an http or https address without a path, such as https://refrain.example.com';

/** An origin; a single slash at the end is taken off. */
export const publicAddress = z.string(publicExpected).transform((text, context) => {
	const url = parseUrl(text);
	const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:';
	if (url && isWeb && url.pathname === '/' && !url.search && !url.hash && !url.username) return url.origin;
	context.addIssue(publicExpected);
	return z.NEVER;
});

const secureExpected = 'an https address without a path, such as https://graph.microsoft.com';

/** An origin that is spoken to over TLS alone. */
export const secureAddress = z.string(secureExpected).transform((text, context) => {
	const url = parseUrl(text);
	const isBare = url?.pathname === '/' && !url.search && !url.hash && !url.username;
	if (url?.protocol === 'https:' && isBare) return url.origin;
	context.addIssue(secureExpected);
	return z.NEVER;
});

const addressExpected = 'a mail address, such as refrain@example.com';

/** One mail address, without a name. */
export const mailAddress = z
	.string(addressExpected)
	.refine((text) => /^[^\s@<>",;:]+@[^\s@<>",;:]+$/.test(text), addressExpected);

/** Hosts, addresses or ranges (`10.0.0.0/8`), separated by commas or spaces. */
export const hosts = z.string().transform((text, context) => {
	const list = text.split(/[\s,]+/).filter((host) => host !== '');
	if (list.every((host) => /^[A-Za-z0-9.:_-]+(\/\d{1,3})?$/.test(host))) return list;
	context.addIssue('hosts, addresses or ranges separated by commas, such as `mail.lan, 10.1.0.0/16`');
	return z.NEVER;
});

/** What a worker process may do: conduct the runs, speak SMTP, watch mailboxes. */
export const WORKER_ROLES = ['runs', 'sends', 'newsletters', 'mailbox-watch'] as const;

export type WorkerRole = (typeof WORKER_ROLES)[number];

/** One or more roles, separated by commas or spaces. */
export const workerRoles = z.string().transform((text, context): WorkerRole[] => {
	const named = text.split(/[\s,]+/).filter((role) => role !== '');
	const roles = WORKER_ROLES.filter((role) => named.includes(role));
	if (named.length > 0 && roles.length === new Set(named).size) return roles;
	context.addIssue('one or more of `runs`, `sends`, `newsletters` and `mailbox-watch`, separated by commas');
	return z.NEVER;
});

function parseUrl(text: string): URL | undefined {
	return URL.canParse(text) ? new URL(text) : undefined;
}

/** A file that can be read: its bytes. */
export const filePath = z.string('the path of a readable file').transform((path, context) => {
	try {
		return readFileSync(path);
	} catch {
		context.addIssue('the path of a readable file');
		return z.NEVER;
	}
});
