import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A port of loopback behind which nobody answers: as if a firewall dropped whatever comes. */
export interface SilentPort {
	readonly port: number;
	stop(): void;
}

/** A process that listens and never takes a connection; the few that the system takes for it are taken here. */
const LISTENER = `
	const server = require('node:net').createServer();
	server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
		require('node:fs').writeSync(1, String(server.address().port) + '\\n');
		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
	});`;

/** Milliseconds after which a connection counts as not taken. */
const NOT_TAKEN = 300;

export async function startSilentPort(): Promise<SilentPort> {
	const listener = spawn(process.execPath, ['-e', LISTENER], { stdio: ['ignore', 'pipe', 'inherit'] });
	const [line] = (await once(listener.stdout, 'data')) as [Buffer];
	const port = Number(line.toString());
	const taken: Socket[] = [];
	for (let isTaken = true; isTaken;) {
		const socket = connect(port, '127.0.0.1').on('error', () => {});
		taken.push(socket);
		const waited = new Promise<boolean>((resolve) => setTimeout(resolve, NOT_TAKEN, false));
		isTaken = await Promise.race([once(socket, 'connect').then(() => true), waited]);
	}
	return {
		port,
		stop() {
			for (const socket of taken) socket.destroy();
			listener.kill('SIGKILL');
		},
	};
}
