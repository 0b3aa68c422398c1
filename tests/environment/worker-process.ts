import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../worker/main.ts', import.meta.url));

/** `worker/main.ts` as the launcher runs it. */
export interface WorkerProcess {
	readonly child: ChildProcess;
	/** Resolves when it says that it serves; rejects with its words where it ended first. */
	readonly ready: Promise<void>;
	/** Exit code and what it said. */
	readonly exit: Promise<{ code: number | null; words: string }>;
	/** SIGTERM; answers when it is gone. */
	stop(): Promise<void>;
	/** SIGKILL; answers when it is gone. */
	kill(): Promise<void>;
}

/**
 * Starts a worker process with this environment, and nothing of the test's own.
 *
 * @param execArgv what Node itself is told beside.
 */
export function startWorkerProcess(
	environment: Record<string, string>,
	execArgv: readonly string[] = [],
): WorkerProcess {
	const { PATH, NODE_COMPILE_CACHE } = process.env;
	const child = fork(main, {
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		execArgv: [...execArgv],
		env: {
			PATH,
			NODE_COMPILE_CACHE,
			REFRAIN_LOG_LEVEL: process.env.REFRAIN_TEST_LOG ?? 'warn',
			...environment,
		},
	});
	let words = '';
	for (const stream of [child.stdout!, child.stderr!]) {
		stream.on('data', (data) => {
			words += String(data);
			if (process.env.REFRAIN_TEST_LOG) process.stderr.write(data as Buffer);
		});
	}
	const said = Promise.all([finished(child.stdout!), finished(child.stderr!)]);
	// Not `close`: it never comes where we have left the channel ourselves.
	const exit = once(child, 'exit').then(async ([code]) => {
		await said;
		return { code: code as number | null, words };
	});
	const ready = Promise.race([
		once(child, 'message').then(() => {}),
		exit.then(() => {
			throw new Error(`the worker ended before it was ready: ${words}`);
		}),
	]);
	// Whoever waits for the exit alone does not hear of it.
	ready.catch(() => {});
	const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
		child.kill(signal);
		await exit;
	};
	return { child, ready, exit, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}
