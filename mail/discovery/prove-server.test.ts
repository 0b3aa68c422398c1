import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '#embedded/free-port.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { issueTestCertificate } from '#tests/crash/test-authority.ts';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { until } from '#tests/environment/until.ts';
import type { ServerTry } from './discovery.ts';
import { Internet } from './internet.test-support.ts';
import { proveServer } from './prove-server.ts';

const HOST = 'mail.host.example';
let internet: Internet;

beforeAll(async () => {
	internet = await Internet.start([HOST]);
	internet.here(HOST, 'other.host.example');
});
afterAll(() => internet.close());

interface Change {
	readonly host?: string;
	readonly security?: 'tls' | 'starttls';
	readonly policy?: NetworkPolicy;
	readonly within?: number;
	readonly signal?: AbortSignal;
}

const prove = (protocol: 'imap' | 'smtp', port: number, change: Change = {}): Promise<ServerTry> =>
	proveServer(
		{ host: change.host ?? HOST, port, security: change.security ?? 'tls', user: undefined },
		protocol,
		change.policy ?? internet.policy,
		change.within ?? LONGEST_WAIT,
		change.signal ?? new AbortController().signal,
	);
const told = async (tried: Promise<ServerTry>) => {
	const { reached, code } = await tried;
	return [reached, code];
};

describe('a server that answers as it must', () => {
	it.each([
		['imap', 'imaps', 'tls'],
		['imap', 'imap', 'starttls'],
		['smtp', 'submissions', 'tls'],
		['smtp', 'submission', 'starttls'],
	] as const)('%s at the port of %s', async (protocol, port, security) => {
		expect(await prove(protocol, internet.ports[port], { security })).toEqual({
			server: { host: HOST, port: internet.ports[port], security, user: undefined },
			reached: 'greeting',
			milliseconds: expect.any(Number),
		});
	});

	it('with several lines of welcome, and in pieces', async () => {
		const port = await internet.speakTls(internet.certificate, '220-welcome\r\n220-be good\r\n220 ready\r\n');
		expect(await told(prove('smtp', port))).toEqual(['greeting', undefined]);
	});
});

describe('a server that does not is left where it stopped', () => {
	it.each([
		['no such name', { host: 'nowhere.host.example' }, 'dns-unknown'],
		['a private address', { host: '10.0.0.1' }, 'host-refused'],
		['no name', { host: 'a\r\nb' }, 'host-invalid'],
	])('%s', async (_, change, code) =>
		expect(await told(prove('imap', 993, change))).toEqual(['nothing', code]),
	);

	it('nobody at the port', async () =>
		expect(await told(prove('imap', await findFreePort()))).toEqual(['name', 'refused']));

	it('clear text where TLS belongs, and a website', async () => {
		const port = await internet.speakClear('* OK ready\r\n');
		expect(await told(prove('imap', port))).toEqual(['connection', 'tls-not-spoken']);
		const website = await internet.speakClear('', () => 'HTTP/1.1 400 Bad Request\r\n\r\n');
		expect(await told(prove('imap', website))).toEqual(['connection', 'tls-not-spoken']);
	});

	it('TLS where clear text begins', async () => {
		const starttls = { security: 'starttls', within: 1_000 } as const;
		expect(await told(prove('imap', internet.ports.imaps, starttls))).toEqual(['connection', 'timeout']);
	});

	it('no STARTTLS, and nothing secret is said', async () => {
		const port = await internet.speakClear('220 ready\r\n', () => '250-here\r\n250 AUTH PLAIN\r\n');
		internet.heard.length = 0;
		expect(await told(prove('smtp', port, { security: 'starttls' }))).toEqual([
			'connection',
			'plaintext-port',
		]);
		expect(internet.heard).toEqual(['EHLO refrain.invalid\r\n']);
	});

	it('a certificate of another name, of nobody known, one that has ended', async () => {
		const { imaps } = internet.ports;
		expect(await told(prove('imap', imaps, { host: 'other.host.example' }))).toEqual([
			'connection',
			'certificate-name',
		]);
		const { authorities: _, ...untrusting } = internet.policy;
		expect(await told(prove('imap', imaps, { policy: untrusting }))).toEqual([
			'connection',
			'certificate-untrusted',
		]);
		const ended = await issueTestCertificate([HOST], new Date(Date.now() - 3_600_000));
		const port = await internet.speakTls(ended, '* OK ready\r\n');
		const policy = { ...internet.policy, authorities: [ended.authority] };
		expect(await told(prove('imap', port, { policy }))).toEqual(['connection', 'certificate-expired']);
	});

	it('nothing newer than TLS 1.1', async () => {
		const port = await internet.speakTls(
			{ ...internet.certificate, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
			'* OK ready\r\n',
		);
		expect(await told(prove('imap', port))).toEqual(['connection', 'tls-too-old']);
	});

	it.each([
		['an SMTP server for IMAP', 'imap', '220 ready\r\n'],
		['an IMAP server for SMTP', 'smtp', '* OK ready\r\n'],
		['a server that says goodbye', 'imap', '* BYE too many connections\r\n'],
		['a server that refuses everybody', 'smtp', '554 go away\r\n'],
		['a line without an end', 'imap', 'x'.repeat(20_000)],
		['a website', 'imap', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
	] as const)('%s', async (_, protocol, words) => {
		const port = await internet.speakTls(internet.certificate, words);
		expect(await told(prove(protocol, port))).toEqual(['encryption', 'no-greeting']);
		await until('nobody is connected any more', () => internet.connections === 0);
	});

	it('silence, with and without encryption, ends with its time', async () => {
		const within = 1_000;
		expect(await told(prove('imap', internet.ports.silent, { within }))).toEqual(['connection', 'timeout']);
		const port = await internet.speakTls(internet.certificate, '');
		expect(await told(prove('smtp', port, { within }))).toEqual(['encryption', 'timeout']);
	});

	it('the caller’s signal ends it', async () => {
		const caller = new AbortController();
		const trying = told(prove('imap', internet.ports.silent, { signal: caller.signal }));
		caller.abort();
		expect((await trying)[1]).toBe('timeout');
	});
});
