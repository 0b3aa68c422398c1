import { spawn } from 'node:child_process';
import { closeSync, existsSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadyMessage } from '#platform/lifecycle.ts';

/** A process that the launcher watches, whatever it runs. */
export interface RunningChild {
	pid: number;
	/** resolves when it is gone, for whatever reason */
	exited: Promise<void>;
	/** asks it to end, waits, and makes sure */
	stop(): Promise<void>;
}

export interface NodeChildOptions {
	name: string;
	/** arguments of Node */
	args: string[];
	cwd: string;
	env: NodeJS.ProcessEnv;
	logs: string;
	/** how long it may take to say that it serves (`announceReady`), in ms; 0: do not wait */
	readyWithin: number;
	/** how long it may take to end by itself, in ms: a worker drains */
	stopWithin: number;
}

const longestLog = 10_000_000;

/**
 * Starts a Node program and resolves when it says that it serves. It is detached, so that Ctrl-C reaches the launcher
 * alone and the order of a stop is kept; its channel to the launcher tells it when that was killed.
 * @throws with its last words when it ends first
 */
export async function startNodeChild(options: NodeChildOptions): Promise<RunningChild> {
	const logPath = join(options.logs, `${options.name}.log`);
	if (existsSync(logPath) && statSync(logPath).size > longestLog) renameSync(logPath, `${logPath}.1`);
	const log = openSync(logPath, 'a', 0o600);
	const began = fstatSync(log).size;
	const child = spawn(process.execPath, options.args, {
		cwd: options.cwd,
		env: options.env,
		detached: true,
		stdio: ['ignore', log, log, 'ipc'],
	});
	closeSync(log);
	const exited = new Promise<void>((done) => {
		child.on('exit', () => done());
		child.on('error', () => done());
	});
	const ready = new Promise<true>((done) => {
		child.on('message', (message) => {
			if ((message as ReadyMessage).kind === 'ready') done(true);
		});
	});
	const running: RunningChild = {
		pid: child.pid!,
		exited,
		stop: async () => {
			child.kill('SIGTERM');
			await Promise.race([exited, sleep(options.stopWithin, undefined, { ref: false })]);
			child.kill('SIGKILL');
			await exited;
		},
	};
	if (options.readyWithin === 0) return running;
	const outcome = await Promise.race([
		ready,
		exited.then(() => 'ended' as const),
		sleep(options.readyWithin, 'silent' as const, { ref: false }),
	]);
	if (outcome === true) return running;
	if (outcome === 'silent') await running.stop();
	const what =
		outcome === 'ended' ? 'ended while it started' : `did not serve within ${options.readyWithin / 1000} s`;
	throw new Error(`${options.name} ${what}: ${lastWords(logPath, began)} (more in ${logPath})`);
}

/** @param from where this child's words begin: the log holds those of earlier ones too. */
function lastWords(path: string, from: number): string {
	const lines = readFileSync(path).subarray(from).toString().trim().split('\n').slice(-30);
	return lines.findLast((line) => /error|must be|missing|EADDRINUSE/i.test(line)) ?? lines.at(-1) ?? '';
}
