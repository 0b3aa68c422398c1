import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { TlsOptions } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CONNECTION_CHECKS } from '#domain/mailboxes/connection-settings.ts';
import { signsOfFirewall } from '#mail/connection/firewall.ts';
import { checkConnection } from '#mail/connection/checks.ts';
import type { CheckResult } from '#mail/connection/checks.ts';
import type { ConnectionSettings, ServerSettings } from '#mail/connection/tested-account.ts';
import type { Credentials } from '#mail/credentials.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { isCheckFault } from '#texts/connection.ts';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { issueSelfSigned, issueTestCertificate } from '../crash/test-authority.ts';
import { startDovecot } from './dovecot.ts';
import type { DovecotServer } from './dovecot.ts';
import { startPostfix } from './postfix.ts';
import type { PostfixServer } from './postfix.ts';
import { startSilentPort } from './silent-port.ts';

const user = 'camille@cadrelune.example';
let dovecot: DovecotServer;
let postfix: PostfixServer;
let policy: NetworkPolicy;
const servers: Server[] = [];

beforeAll(async () => {
	dovecot = await startDovecot();
	dovecot.addUser(user, 'secret');
	postfix = await startPostfix(dovecot, 'cadrelune.example');
	policy = trusting(dovecot.authority, postfix.authority);
});
afterEach(() => {
	for (const server of servers.splice(0)) server.close();
});
afterAll(async () => {
	await postfix?.stop();
	await dovecot?.stop();
});

const trusting = (...authorities: string[]): NetworkPolicy => ({
	kind: 'real',
	allowedPrivateHosts: ['127.0.0.1', 'localhost'],
	authorities,
});

interface Change {
	readonly settings?: Partial<ConnectionSettings>;
	readonly imap?: Partial<ServerSettings>;
	readonly smtp?: Partial<ServerSettings>;
	readonly policy?: NetworkPolicy;
	/** Milliseconds for a line; without it no line is ever late. */
	readonly within?: number;
}

const by = (password: string): Credentials => ({ kind: 'password', user, password });

async function check(change: Change = {}): Promise<CheckResult[]> {
	const settings: ConnectionSettings = {
		address: user,
		ownerAddress: user,
		imap: { host: 'localhost', port: dovecot.imapsPort, security: 'tls', ...change.imap },
		smtp: { host: 'localhost', port: postfix.smtpsPort, security: 'tls', ...change.smtp },
		imapCredentials: by('secret'),
		smtpCredentials: by('secret'),
		...change.settings,
	};
	const words = { subject: 'Refrain : test', text: 'Bonjour' };
	const limits = { within: change.within ?? LONGEST_WAIT, roundTripWithin: LONGEST_WAIT };
	const results: CheckResult[] = [];
	for await (const result of checkConnection(
		CONNECTION_CHECKS,
		settings,
		change.policy ?? policy,
		words,
		limits,
	))
		results.push(result);
	return results;
}
const failures = (results: CheckResult[]) =>
	Object.fromEntries(
		results.filter(({ state }) => state === 'failed').map(({ check: name, code }) => [name, code]),
	);
const skipped = (results: CheckResult[]) =>
	results.filter(({ state }) => state === 'skipped').map(({ check: name }) => name);

async function listen(server: Server): Promise<number> {
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return (server.address() as AddressInfo).port;
}
const speaking = (options: TlsOptions) =>
	listen(
		createTlsServer(options, (socket) => {
			socket.on('error', () => {});
			socket.write('* OK ready\r\n');
		}).on('tlsClientError', () => {}),
	);
/** A server that speaks in clear only. */
const inClear = (greeting: string, answer: (line: string) => string) =>
	listen(
		createTcpServer((socket) => {
			socket.on('error', () => {});
			socket.write(greeting);
			socket.on('data', (bytes) => socket.write(answer(bytes.toString())));
		}),
	);

describe('a good account', () => {
	it.each(['tls', 'starttls'] as const)(
		'passes every line over %s, and its own mail is removed',
		async (security) => {
			const results = await check({
				imap: { security, port: security === 'tls' ? dovecot.imapsPort : dovecot.starttlsPort },
				smtp: { security, port: security === 'tls' ? postfix.smtpsPort : postfix.submissionPort },
			});
			expect(failures(results)).toEqual({});
			expect(results.map(({ check: name }) => name)).toEqual([...CONNECTION_CHECKS]);
			expect(results.find((result) => result.check === 'tls-imap')!.details).toEqual({ version: 'TLS 1.3' });
			expect(results.at(-1)!.details).toEqual({ folder: 'INBOX' });
			expect(await dovecot.doveadm('search', '-u', user, 'mailbox', 'INBOX', 'ALL')).toBe('');
		},
	);

	it('finds its mail in Junk too', async () => {
		let isOver = false;
		const results = check().finally(() => (isOver = true));
		while (!isOver)
			await dovecot.doveadm('move', '-u', user, 'Junk', 'mailbox', 'INBOX', 'ALL').catch(() => {});
		expect(failures(await results)).toEqual({});
	});
});

describe('what is wrong is named where it is wrong', () => {
	it('another address than the person’s own (R-01): nothing is tried', async () => {
		const results = await check({ settings: { ownerAddress: 'somebody@cadrelune.example' } });
		expect(failures(results)).toEqual({ address: 'address-mismatch' });
		expect(skipped(results)).toHaveLength(CONNECTION_CHECKS.length - 1);
	});

	it('a shared mailbox may have any address (R-16)', async () => {
		expect(failures(await check({ settings: { ownerAddress: undefined } }))).toEqual({});
	});

	it('a wrong password, each side for itself', async () => {
		expect(failures(await check({ settings: { imapCredentials: by('wrong') } }))).toEqual({
			'login-imap': 'password-refused',
		});
		const results = await check({ settings: { smtpCredentials: by('wrong') } });
		expect(failures(results)).toEqual({ 'login-smtp': 'password-refused' });
		expect(skipped(results)).toEqual(['round-trip']);
	});

	it.each<[string, Partial<ServerSettings>, string, string]>([
		['no such name', { host: 'nowhere.invalid' }, 'dns', 'dns-unknown'],
		['no host name', { host: 'a b' }, 'dns', 'host-invalid'],
		['a private host', { host: '10.0.0.1' }, 'dns', 'host-refused'],
		['nobody there', { port: 1 }, 'tcp', 'refused'],
	])('%s', async (_, change, line, code) => {
		expect(failures(await check({ imap: change, smtp: change }))).toEqual({
			[`${line}-imap`]: code,
			[`${line}-smtp`]: code,
		});
	});

	it('TLS on a port that speaks in clear, STARTTLS on one that does not', async () => {
		const wrong = await check({
			imap: { port: dovecot.starttlsPort },
			smtp: { port: postfix.submissionPort },
		});
		expect(failures(wrong)).toEqual({ 'tls-imap': 'tls-not-spoken', 'tls-smtp': 'tls-not-spoken' });
		const other = await check({
			imap: { security: 'starttls' },
			smtp: { security: 'starttls' },
			within: 1_000,
		});
		expect(failures(other)).toEqual({ 'tls-imap': 'no-greeting', 'tls-smtp': 'no-greeting' });
	});

	it('a server without encryption is refused and is told neither user nor password (R-02)', async () => {
		const heard: string[] = [];
		const imap = await inClear('* OK ready\r\n', (line) => {
			heard.push(line);
			return '* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\na OK done\r\n';
		});
		const smtp = await inClear('220 ready\r\n', (line) => {
			heard.push(line);
			return '250-here\r\n250 AUTH PLAIN LOGIN\r\n';
		});
		const results = await check({
			imap: { port: imap, security: 'starttls' },
			smtp: { port: smtp, security: 'starttls' },
		});
		expect(failures(results)).toEqual({ 'tls-imap': 'plaintext-port', 'tls-smtp': 'plaintext-port' });
		expect(heard.join()).not.toMatch(/camille|secret/);
	});

	it('TLS older than 1.2, with the version it offers (R-05)', async () => {
		const certificate = await issueTestCertificate();
		const port = await speaking({
			...certificate,
			minVersion: 'TLSv1',
			maxVersion: 'TLSv1.1',
			ciphers: 'DEFAULT@SECLEVEL=0',
		});
		const results = await check({ imap: { port }, policy: trusting(certificate.authority) });
		expect(failures(results)).toMatchObject({ 'tls-imap': 'tls-too-old' });
		expect(results.find(({ check: name }) => name === 'tls-imap')!.details).toEqual({
			server: 'localhost',
			version: 'TLS 1.1',
		});
	});

	it('a certificate of no known authority, an expired one, one of another name (R-06, R-07)', async () => {
		const good = await issueTestCertificate();
		const ended = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 3_600_000);
		const expired = await issueTestCertificate(['localhost'], ended);
		const named = await issueTestCertificate(['mail.elsewhere.example']);
		const untrusted = await check({ imap: { port: await speaking(good) } });
		expect(failures(untrusted)).toEqual({ 'certificate-imap': 'certificate-untrusted' });
		expect(untrusted.find(({ check: name }) => name === 'tls-imap')!.state).toBe('ok');
		const results = await check({
			imap: { port: await speaking(expired) },
			smtp: { port: await speaking(named) },
			policy: trusting(expired.authority, named.authority),
		});
		expect(failures(results)).toEqual({
			'certificate-imap': 'certificate-expired',
			'certificate-smtp': 'certificate-name',
		});
		expect(results.find(({ check: name }) => name === 'certificate-imap')!.details).toEqual({
			server: 'localhost',
			validUntil: ended.toISOString(),
		});
	});

	it('a server that takes the connection and says nothing ends the line when its time is over', async () => {
		const silent = await inClear('', () => '');
		const results = await check({ imap: { port: silent }, smtp: { port: silent }, within: 1_000 });
		expect(failures(results)).toEqual({ 'tls-imap': 'timeout', 'tls-smtp': 'timeout' });
	});

	it('the servers of both sides mixed up: each is told that this is no port of its mail', async () => {
		for (const security of ['tls', 'starttls'] as const) {
			const [imap, smtp] =
				security === 'tls'
					? [dovecot.imapsPort, postfix.smtpsPort]
					: [dovecot.starttlsPort, postfix.submissionPort];
			const results = await check({
				imap: { security, port: smtp },
				smtp: { security, port: imap },
				within: 2_000,
			});
			const line = security === 'tls' ? 'login' : 'tls';
			expect(Object.keys(failures(results))).toEqual([`${line}-imap`, `${line}-smtp`]);
			expect(failures(results)).toEqual({
				[`${line}-imap`]: 'no-greeting',
				[`${line}-smtp`]: 'no-greeting',
			});
		}
	});

	it('a proxy that answers HTTP, in clear and over TLS', async () => {
		const page = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n<html></html>';
		const clear = await inClear(page, () => page);
		const inTheWay = await check({
			imap: { port: clear, security: 'starttls' },
			smtp: { port: clear, security: 'starttls' },
			within: 2_000,
		});
		expect(failures(inTheWay)).toEqual({ 'tls-imap': 'no-greeting', 'tls-smtp': 'no-greeting' });
		const certificate = await issueTestCertificate();
		const port = await listen(
			createTlsServer(certificate, (socket) => {
				socket.on('error', () => {});
				socket.end(page);
			}).on('tlsClientError', () => {}),
		);
		const results = await check({
			imap: { port },
			smtp: { port },
			policy: trusting(certificate.authority),
			within: 2_000,
		});
		expect(failures(results)).toEqual({ 'login-imap': 'connection-lost', 'login-smtp': 'no-greeting' });
	});

	it('a certificate that a server signed itself', async () => {
		const port = await speaking(await issueSelfSigned());
		expect(failures(await check({ imap: { port }, smtp: { port } }))).toEqual({
			'certificate-imap': 'certificate-untrusted',
			'certificate-smtp': 'certificate-untrusted',
		});
	});

	it('one port that stays silent while others of its server answer: a firewall, named on its own line', async () => {
		const silent = await startSilentPort();
		try {
			const results = await check({ smtp: { port: silent.port }, within: 1_000 });
			expect(failures(results)).toEqual({ 'tcp-smtp': 'timeout', firewall: 'port-blocked' });
			const line = results.find(({ check: name }) => name === 'firewall')!;
			expect(line.details).toMatchObject({ server: 'localhost', port: silent.port });
			expect(line.details['answering']).toContain('443');
		} finally {
			silent.stop();
		}
		const nobody: NetworkPolicy = {
			...{ kind: 'sandbox', host: 'localhost', address: '127.0.0.1', authority: '' },
			ports: [],
		};
		const signs = await signsOfFirewall({ host: 'localhost', port: 1 }, nobody, 1_000);
		expect(signs.code).toBe('host-silent');
	});

	it('each of these codes has its sentence in both languages', () => {
		for (const code of ['no-greeting', 'certificate-untrusted', 'timeout', 'port-blocked', 'host-silent'])
			expect(isCheckFault(code)).toBe(true);
	});

	it('no result names a person, a password or a text of the server', async () => {
		const results = await check({ settings: { imapCredentials: by('wrong'), smtpCredentials: by('wrong') } });
		expect(JSON.stringify(results)).not.toMatch(/camille|wrong|secret|authentication/i);
	});
});
