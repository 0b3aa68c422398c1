import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import { afterAll, expect, it } from 'vitest';
import { issueTestCertificate } from '#tests/crash/test-authority.ts';
import { staysBehind } from './opened-line.ts';

const ending: (() => void)[] = [];
afterAll(() => ending.forEach((end) => end()));

it.each(['in clear', 'with TLS'] as const)(
	'what the system has not taken is known in the turn in which it was written, %s',
	async (how) => {
		const { authority, key, cert } = await issueTestCertificate();
		const accept = (socket: Socket) => void socket.on('error', () => {}).pause();
		const server = how === 'in clear' ? createServer(accept) : createTlsServer({ key, cert }, accept);
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const tcp = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', noDelay: true });
		await once(tcp, 'connect');
		const socket = how === 'in clear' ? tcp : connectTls({ socket: tcp, ca: authority, host: '127.0.0.1' });
		if (socket !== tcp) await once(socket, 'secureConnect');
		ending.push(
			() => void socket.destroy(),
			() => void server.close(),
		);

		socket.cork();
		socket.write(Buffer.alloc(14_000, 'x'));
		socket.write('\r\n.\r\n');
		socket.uncork();
		expect(staysBehind(tcp)).toBe(0);
		await new Promise((resolve) => setImmediate(resolve));

		// Nobody reads: in the end the system takes no more.
		let behind = 0;
		for (let written = 0; behind === 0 && written < 64_000_000; written += 1_000_000) {
			socket.write(Buffer.alloc(1_000_000, 'x'));
			behind = staysBehind(tcp);
			await new Promise((resolve) => setImmediate(resolve));
		}
		expect(behind).toBeGreaterThan(0);
	},
);
