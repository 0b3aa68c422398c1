import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startNameServer } from '#embedded/world/names/name-server.ts';
import type { Zone } from '#embedded/world/names/zone.ts';
import { issueTestCertificate } from '#tests/crash/test-authority.ts';
import type { TestCertificate } from '#tests/crash/test-authority.ts';
import { ConnectError } from './connect-error.ts';
import { openTcp, resolveGuarded, secureSocket } from './guarded-connect.ts';
import { openNames } from './names.ts';
import type { NetworkPolicy } from './network-policy.ts';

const open: NetworkPolicy = { kind: 'real', allowedPrivateHosts: [] };
const servers: Server[] = [];
let certificate: TestCertificate;
let tlsPort: number;
let plainPort: number;
let silentPort: number;

const listen = (server: Server) =>
	new Promise<number>((resolve) => {
		servers.push(server);
		server.on('error', () => {});
		server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
	});

beforeAll(async () => {
	certificate = await issueTestCertificate(['world.refrain.example']);
	const options = { key: certificate.key, cert: certificate.cert };
	tlsPort = await listen(
		createTlsServer(options, (socket) => socket.end('220 hello\r\n')).on('tlsClientError', () => {}),
	);
	plainPort = await listen(createTcpServer((socket) => socket.on('error', () => {}).write('220 hello\r\n')));
	silentPort = await listen(createTcpServer((socket) => socket.on('error', () => {})));
});
afterAll(() => servers.forEach((server) => server.close()));

const sandbox = (): NetworkPolicy => ({
	kind: 'sandbox',
	host: 'world.refrain.example',
	address: '127.0.0.1',
	ports: [tlsPort],
	authority: certificate.authority,
});

/** The code of the error that a step must end with. */
async function codeOf(step: Promise<unknown>): Promise<string> {
	const error = await step.then(
		() => new Error('no error'),
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(ConnectError);
	return (error as ConnectError).code;
}

describe('resolveGuarded', () => {
	it.each(['127.0.0.1', 'localhost', '[::1]', '0x7f.1', '2130706433', '169.254.169.254', 'localhost.'])(
		'refuses %s',
		async (host) => expect(await codeOf(resolveGuarded(host, 465, open))).toBe('host-refused'),
	);

	it.each(['', 'a b', 'x\r\nEHLO', 'http://x', 'x/y', 'user@host', '-'])('finds %j invalid', async (host) =>
		expect(await codeOf(resolveGuarded(host, 465, open))).toBe('host-invalid'),
	);

	it.each([0, -1, 65_536, 1.5])('finds port %s invalid', async (port) =>
		expect(await codeOf(resolveGuarded('8.8.8.8', port, open))).toBe('host-invalid'),
	);

	it('keeps a public address as it is, without a name to ask for', async () => {
		const target = await resolveGuarded('8.8.8.8', 465, open);
		expect(target.addresses).toEqual(['8.8.8.8']);
		expect(target.tls).toMatchObject({ host: '8.8.8.8' });
		expect(target.tls.servername).toBeUndefined();
	});

	it('admits the sandbox alone while the sandbox is on', async () => {
		expect((await resolveGuarded('World.Refrain.example', tlsPort, sandbox())).addresses).toEqual([
			'127.0.0.1',
		]);
		expect(await codeOf(resolveGuarded('world.refrain.example', plainPort, sandbox()))).toBe(
			'host-not-sandbox',
		);
		expect(await codeOf(resolveGuarded('8.8.8.8', tlsPort, sandbox()))).toBe('host-not-sandbox');
		expect(await codeOf(resolveGuarded('127.0.0.1', tlsPort, sandbox()))).toBe('host-not-sandbox');
	});
});

describe('names that the policy asks itself', () => {
	const answers = async (zone: Zone, host: string) => {
		const server = await startNameServer(zone);
		const names = openNames({ servers: [server.address], within: 2_000, tries: 1 });
		try {
			const target = await resolveGuarded(host, 993, { kind: 'real', allowedPrivateHosts: [], names });
			return target.addresses;
		} catch (error) {
			return (error as ConnectError).code;
		} finally {
			await server.close();
		}
	};

	it('are the only ones: the system is not asked', async () => {
		const zone = { 'imap.cadrelune.example': { ipv4: ['8.8.8.8'], ipv6: ['2606:4700::1111'] } };
		expect(await answers(zone, 'imap.cadrelune.example')).toEqual(['8.8.8.8', '2606:4700::1111']);
		expect(await answers(zone, 'localhost')).toBe('dns-unknown');
	});

	it('go through the guard as the system’s do', async () => {
		const zone = { 'imap.cadrelune.example': { ipv4: ['8.8.8.8', '10.0.0.1'] } };
		expect(await answers(zone, 'imap.cadrelune.example')).toBe('host-refused');
	});

	it('may be unavailable', async () => {
		expect(await answers({ 'a.example': { failure: 'SERVFAIL' } }, 'a.example')).toBe('dns-unavailable');
	});
});

describe('openTcp and secureSocket', () => {
	it('reads the sandbox greeting over TLS with its own authority', async () => {
		const target = await resolveGuarded('world.refrain.example', tlsPort, sandbox());
		const socket = await secureSocket(await openTcp(target, 2_000), target, 2_000);
		expect(['TLSv1.2', 'TLSv1.3']).toContain(socket.getProtocol());
		const [first] = (await socket.toArray()) as Buffer[];
		expect(first?.toString()).toBe('220 hello\r\n');
	});

	it('refuses the same server without its authority', async () => {
		const target = await resolveGuarded('127.0.0.1', tlsPort, {
			kind: 'real',
			allowedPrivateHosts: ['127.0.0.1'],
		});
		expect(await codeOf(openTcp(target, 2_000).then((socket) => secureSocket(socket, target, 2_000)))).toBe(
			'tls-certificate',
		);
	});

	it('takes up a session where it may, each once, and looks at the certificate of a server that knows it no longer', async () => {
		const options = { key: certificate.key, cert: certificate.cert };
		const greet = (socket: Socket) => void socket.end('220 hello\r\n');
		let server = createTlsServer(options, greet);
		const port = await listen(server);
		const policy = { ...sandbox(), ports: [port] } as NetworkPolicy;
		const wasResumed = async (how: 'anew' | 'resume', under = policy) => {
			const target = await resolveGuarded('world.refrain.example', port, under);
			const socket = await secureSocket(await openTcp(target, 2_000), target, 2_000, undefined, how);
			const isReused = socket.isSessionReused();
			// A server's tickets come with its first words.
			await socket.toArray();
			return isReused;
		};
		expect(await wasResumed('anew')).toBe(false);
		expect(await wasResumed('resume')).toBe(false);
		expect(await wasResumed('resume')).toBe(true);
		expect(await wasResumed('anew')).toBe(false);
		expect(await wasResumed('resume', { ...policy })).toBe(false);

		const stranger = await issueTestCertificate(['world.refrain.example']);
		await new Promise((closed) => server.close(closed));
		server = createTlsServer({ key: stranger.key, cert: stranger.cert }, greet);
		server.on('tlsClientError', () => {});
		servers.push(server);
		await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
		await expect(wasResumed('resume')).rejects.toMatchObject({ code: 'tls-certificate' });
	});

	it('refuses a certificate made for another name', async () => {
		const policy: NetworkPolicy = { ...sandbox(), host: 'other.refrain.example' } as NetworkPolicy;
		const target = await resolveGuarded('other.refrain.example', tlsPort, policy);
		expect(await codeOf(openTcp(target, 2_000).then((socket) => secureSocket(socket, target, 2_000)))).toBe(
			'tls-certificate',
		);
	});

	it('names a port that speaks no TLS, and one that says nothing', async () => {
		const allowed: NetworkPolicy = { kind: 'real', allowedPrivateHosts: ['127.0.0.0/8'] };
		const plain = await resolveGuarded('127.0.0.1', plainPort, allowed);
		expect(await codeOf(openTcp(plain, 2_000).then((socket) => secureSocket(socket, plain, 2_000)))).toBe(
			'tls-not-spoken',
		);
		const silent = await resolveGuarded('127.0.0.1', silentPort, allowed);
		expect(await codeOf(openTcp(silent, 2_000).then((socket) => secureSocket(socket, silent, 200)))).toBe(
			'tls-timeout',
		);
	});

	it('names a refused connection and stops on the caller’s signal', async () => {
		const allowed: NetworkPolicy = { kind: 'real', allowedPrivateHosts: ['127.0.0.1'] };
		const closed = await resolveGuarded('127.0.0.1', await freePort(), allowed);
		expect(await codeOf(openTcp(closed, 2_000))).toBe('tcp-refused');
		const plain = await resolveGuarded('127.0.0.1', plainPort, allowed);
		expect(await codeOf(openTcp(plain, 2_000, AbortSignal.abort()))).toBe('aborted');
	});

	it('connects to the checked address, never to a second look-up', async () => {
		const target = await resolveGuarded('world.refrain.example', tlsPort, sandbox());
		const socket = await openTcp({ ...target, host: 'does-not-exist.invalid' }, 2_000);
		expect(socket.remoteAddress).toBe('127.0.0.1');
		socket.destroy();
	});
});

/** A port that was free a moment ago and has no listener now. */
function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const server = createTcpServer();
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address() as AddressInfo;
			server.close(() => resolve(port));
		});
	});
}
