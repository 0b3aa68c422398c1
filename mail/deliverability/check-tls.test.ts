import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { issueTestCertificate } from '#tests/crash/test-authority.ts';
import type { TestCertificate } from '#tests/crash/test-authority.ts';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { checkTls } from './check-tls.ts';
import { codesOf, sender } from './sending-world.test-support.ts';
import { serversOf } from './sending-server.ts';

const HOST = '127.0.0.1';
const DAY = 86_400_000;
const LONG_AGO = new Date(Date.now() - 100 * DAY);
/** A day's certificate of a test ends late for who looks long before. */
const AT = LONG_AGO;

const servers: { close(done?: () => void): unknown }[] = [];
const sockets = new Set<Socket>();
let good: TestCertificate;
let policy: NetworkPolicy;

beforeAll(async () => {
	good = await issueTestCertificate();
	policy = { kind: 'real', allowedPrivateHosts: [HOST], authorities: [good.authority] };
});
afterAll(() => {
	for (const socket of sockets) socket.destroy();
	for (const server of servers) server.close();
});

const listen = (server: Server) =>
	new Promise<number>((resolve) => {
		servers.push(server);
		server.on('connection', (socket) => {
			sockets.add(socket);
			socket.on('error', () => {});
		});
		server.on('tlsClientError', () => {});
		server.listen(0, HOST, () => resolve((server.address() as AddressInfo).port));
	});

const secured = (certificate: TestCertificate, more = {}) =>
	listen(
		createTlsServer({ key: certificate.key, cert: certificate.cert, ...more }, (socket) =>
			socket.end('220 hello\r\n'),
		),
	);

function check(port: number, security: 'tls' | 'starttls' = 'tls', within = LONGEST_WAIT, at = AT) {
	const senders = [sender(HOST, { smtp: { host: HOST, port, security } })];
	return checkTls(serversOf(senders, 'cadrelune.example', []), policy, within, at);
}

describe('a server that takes our mail', () => {
	it('speaks TLS, with a certificate that is good until its end', async () => {
		const record = await check(await secured(good));
		expect(record).toMatchObject({ state: 'right', findings: [{ about: HOST, detail: 'TLSv1.3' }] });
		expect(Date.parse(record.findings[0]!.until!)).toBeGreaterThan(Date.now());
	});

	it('speaks it after STARTTLS, and hears no name and no password', async () => {
		const heard: string[] = [];
		const server = new SMTPServer({
			key: good.key,
			cert: good.cert,
			onAuth: (auth, _, done) => {
				heard.push(auth.method);
				done(new Error('no'));
			},
		});
		server.on('error', () => {});
		servers.push(server);
		const port = await new Promise<number>((resolve) => {
			const listening = server.listen(0, HOST, () => resolve((listening.address() as AddressInfo).port));
		});
		expect((await check(port, 'starttls')).state).toBe('right');
		expect(heard).toEqual([]);
	});

	it('has a certificate that ends within two weeks', async () => {
		const record = await check(await secured(good), 'tls', LONGEST_WAIT, new Date());
		expect(record.state).toBe('right');
		expect(codesOf(record)).toEqual([`tls-version ${HOST}`, `tls-ends-soon ${HOST}`]);
	});

	it('has one that has ended', async () => {
		const ended = await issueTestCertificate(['localhost'], new Date(Date.now() - DAY));
		policy = { kind: 'real', allowedPrivateHosts: [HOST], authorities: [good.authority, ended.authority] };
		const record = await check(await secured(ended));
		expect(record).toMatchObject({
			state: 'wrong',
			findings: [{ code: 'tls-wrong', detail: 'certificate-expired' }],
		});
	});

	it('has one that no authority vouches for', async () => {
		const record = await check(await secured(await issueTestCertificate()));
		expect(record).toMatchObject({ state: 'wrong', findings: [{ detail: 'certificate-untrusted' }] });
	});

	it('speaks nothing newer than TLS 1.1', async () => {
		const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
		const record = await check(await secured(good, old));
		expect(record).toMatchObject({ state: 'wrong', findings: [{ detail: 'tls-too-old' }] });
	});

	it('offers no encryption', async () => {
		const port = await listen(
			createTcpServer((socket) => {
				socket.write('220 hello\r\n');
				socket.on('data', () => socket.write('250 hello\r\n'));
			}),
		);
		expect(await check(port, 'starttls')).toMatchObject({
			state: 'wrong',
			findings: [{ detail: 'plaintext-port' }],
		});
		expect(await check(port)).toMatchObject({ state: 'wrong', findings: [{ detail: 'tls-not-spoken' }] });
	});
});

describe('a server that cannot be reached', () => {
	it('is unread where nobody listens', async () => {
		const port = await listen(createTcpServer());
		await new Promise((resolve) => servers.at(-1)!.close(() => resolve(undefined)));
		expect(await check(port)).toMatchObject({ state: 'unread', findings: [{ detail: 'refused' }] });
	});

	it('is unread where it says nothing, and is not waited for', async () => {
		const port = await listen(createTcpServer());
		expect(await check(port, 'tls', 50)).toMatchObject({
			state: 'unread',
			findings: [{ detail: 'timeout' }],
		});
		expect(await check(port, 'starttls', 50)).toMatchObject({ state: 'unread' });
	});

	it('is never one that the guard refuses', async () => {
		let reached = 0;
		const port = await listen(createTcpServer(() => reached++));
		policy = { kind: 'real', allowedPrivateHosts: [] };
		expect(await check(port)).toMatchObject({ state: 'unread', findings: [{ detail: 'host-refused' }] });
		expect(reached).toBe(0);
	});
});

it('has nothing to say where nobody sends', async () => {
	expect(await checkTls([], policy, 50, AT)).toMatchObject({ state: 'nothing-to-publish', findings: [] });
});
