import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWorldClient } from '#platform/world/client.ts';
import type { WorldClient } from '#platform/world/client.ts';
import type { WorldPorts } from '#platform/world/control-contract.ts';

/** A world in a process of its own, which a test may kill. */
export interface WorldProcess {
	readonly ports: WorldPorts;
	readonly authority: string;
	readonly client: WorldClient;
	/** Milliseconds from the fork to its readiness. */
	readonly readyAfter: number;
	/** SIGKILL; answers when it is gone. */
	kill(): Promise<void>;
	/** SIGTERM; answers with its exit code. */
	stop(): Promise<number | null>;
	/** Cuts the channel to its launcher, as the launcher's death does; answers with its exit code. */
	orphan(): Promise<number | null>;
}

/** Starts `embedded/world/main.ts` in this folder and waits until it says that it serves. */
export async function startWorldProcess(
	folder: string,
	env: Record<string, string> = {},
): Promise<WorldProcess> {
	const from = performance.now();
	const child = fork(new URL('../main.ts', import.meta.url), {
		env: { ...process.env, REFRAIN_WORLD_FOLDER: folder, REFRAIN_LOG_LEVEL: 'warn', ...env },
		execArgv: [],
	});
	const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
	await ready(child, exit);
	const read = (name: string) => readFileSync(join(folder, name), 'utf8');
	const ports = JSON.parse(read('ports.json')) as WorldPorts;
	const url = `http://127.0.0.1:${ports.control}`;
	return {
		ports,
		authority: read('authority.pem'),
		client: createWorldClient({ url, token: read('token') }),
		readyAfter: performance.now() - from,
		async kill() {
			child.kill('SIGKILL');
			await exit;
		},
		stop() {
			child.kill('SIGTERM');
			return exit;
		},
		orphan() {
			child.disconnect();
			return exit;
		},
	};
}

async function ready(child: ChildProcess, exit: Promise<number | null>): Promise<void> {
	const message = new Promise((resolve) => child.once('message', resolve));
	const first = await Promise.race([message, exit.then((code) => new Error(`the world ended with ${code}`))]);
	if (first instanceof Error) throw first;
}
