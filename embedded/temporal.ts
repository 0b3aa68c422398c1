import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { searchAttributes } from '#platform/temporal/search-attributes.ts';
import { isAlive } from './first-stage/process-identity.mjs';
import { findFreePort } from './free-port.ts';

export const namespace = 'refrain';

export interface TemporalOptions {
	/** the CLI's path, from `bringTemporalCli` */
	program: string;
	/** logs lie here, and the database when `inMemory` is not set */
	folder: string;
	/** for tests: nothing is kept and nothing is synced */
	inMemory?: boolean;
	/** a port to prefer; another one is taken when it is busy, unless `mustHavePort` */
	port?: number;
	/** true where the address was already told to others */
	mustHavePort?: boolean;
	/** the port of Temporal's own pages; without it there are none */
	uiPort?: number;
	/** further dynamic configuration, such as a test's own limits */
	dynamicConfig?: Record<string, string>;
	/** how long the server may take to answer, in milliseconds; default 60 s */
	startWithin?: number;
}

export interface RunningTemporal {
	pid: number;
	/** `127.0.0.1:port` */
	address: string;
	namespace: string;
	/** resolves when the server is gone, for whatever reason */
	exited: Promise<void>;
	stop(): Promise<void>;
}

/**
 * Starts Temporal's dev server with the namespace `refrain` and its search attributes, and resolves when it
 * answers. Its file is in WAL mode: every run goes on after a kill. The process is detached, so that Ctrl-C does not
 * reach it before the workers have drained.
 * @throws one sentence when it does not come up
 */
export async function startTemporal(options: TemporalOptions): Promise<RunningTemporal> {
	mkdirSync(options.folder, { recursive: true, mode: 0o711 });
	const port = await findFreePort(options.port);
	if (options.mustHavePort && port !== options.port) {
		throw new Error(`port ${options.port} is taken by another program`);
	}
	const address = `127.0.0.1:${port}`;
	const file = join(options.folder, 'temporal.db');
	const args = [
		...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--namespace', namespace],
		...(options.uiPort ? ['--ui-port', String(options.uiPort), '--ui-disable-news-fetch'] : ['--headless']),
		...(options.inMemory ? [] : ['--db-filename', file]),
		...(options.inMemory ? [] : ['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=1']),
		...searchAttributes.flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
		...['--dynamic-config-value', 'frontend.WorkflowTimeSkippingEnabled=true'],
		...Object.entries(options.dynamicConfig ?? {}).flatMap(([key, value]) => [
			'--dynamic-config-value',
			`${key}=${value}`,
		]),
		...['--log-level', 'error', '--log-format', 'json', '--color', 'never'],
	];
	const log = openSync(join(options.folder, 'temporal.log'), 'a', 0o600);
	const child = spawn(options.program, args, { detached: true, stdio: ['ignore', log, log] });
	closeSync(log);
	let gone = false;
	const exited = new Promise<void>((done) => {
		child.on('exit', () => done());
		child.on('error', () => done());
	}).then(() => {
		gone = true;
	});
	await waitUntilServing(
		address,
		() => gone,
		options.startWithin ?? 60_000,
		join(options.folder, 'temporal.log'),
	);
	return { pid: child.pid!, address, namespace, exited, stop: () => stopTemporal(child.pid!, exited) };
}

async function waitUntilServing(
	address: string,
	isGone: () => boolean,
	within: number,
	log: string,
): Promise<void> {
	const connection = Connection.lazy({ address, connectTimeout: within });
	const until = performance.now() + within;
	try {
		while (performance.now() < until) {
			// gRPC pauses for a second after a refused connection, so it is asked only once the port is open.
			while (!(await accepts(address)) && !isGone() && performance.now() < until) await sleep(25);
			if (isGone()) throw new Error(`The Temporal server did not start; its last words are in ${log}.`);
			try {
				await connection.withDeadline(Date.now() + 1_000, () =>
					connection.workflowService.describeNamespace({ namespace }),
				);
				return;
			} catch {
				await sleep(50);
			}
		}
		throw new Error(`The Temporal server did not answer within ${within / 1000} s; its words are in ${log}.`);
	} finally {
		await connection.close();
	}
}

function accepts(address: string): Promise<boolean> {
	const [host, port] = address.split(':');
	return new Promise((resolve) => {
		const socket = connect({ host, port: Number(port) });
		socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
		socket.on('connect', () => socket.destroy());
	});
}

async function stopTemporal(pid: number, exited: Promise<void>): Promise<void> {
	const gone = exited.then(() => true);
	for (const [signal, wait] of [
		['SIGTERM', 10_000],
		['SIGKILL', 2_000],
	] as const) {
		if (!isAlive(pid)) return;
		process.kill(pid, signal);
		if (await Promise.race([gone, sleep(wait, false, { ref: false })])) return;
	}
}
