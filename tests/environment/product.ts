import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packagesAreInstalled } from '#embedded/first-stage/install-packages.mjs';
import { isAlive } from '#embedded/first-stage/process-identity.mjs';
import { endSurvivors, readSurvivors } from '#embedded/first-stage/survivors.mjs';
import { findFreePort } from '#embedded/free-port.ts';
import { until } from './until.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One of the processes that the launcher looks after, or the launcher itself. */
export type ProcessName = 'postgres' | 'temporal' | 'world' | 'worker' | 'web' | 'launcher';

/** The whole product as `npm start` runs it, the demonstration world included, in a data folder of its own. */
export interface Product {
	/** such as `http://localhost:40123`; the same after each start */
	address(): string;
	/** Starts it, or starts it again where it was. Answers when its page is served. */
	start(): Promise<void>;
	/** SIGKILL; answers when the process is gone. The launcher brings all but itself back. */
	kill(name: ProcessName): Promise<void>;
	/** The pid that the launcher noted down last. */
	pidOf(name: ProcessName): number | undefined;
	/** What the launcher has printed since the last start. */
	output(): string;
	/** The last lines of a process's log, for a failure's message. */
	logOf(name: 'worker' | 'web' | 'world'): string;
	/** Ctrl-C, then the folder is removed. */
	end(): Promise<void>;
}

/** Nothing runs before `start()`. */
export function createProduct(environment: Record<string, string> = {}): Product {
	if (!packagesAreInstalled(root)) throw new Error('the packages are not those of package-lock.json');
	const data = mkdtempSync(join(tmpdir(), 'product-'));
	const children = join(data, 'children.json');
	let launcher: ChildProcess | undefined;
	let ended: Promise<unknown> = Promise.resolve();
	let output = '';
	let port: string | undefined;

	const pidOf = (name: ProcessName): number | undefined =>
		name === 'launcher'
			? (JSON.parse(readFileSync(join(data, 'launcher.lock'), 'utf8')) as { pid: number }).pid
			: readSurvivors(children).find((child) => child.name === name)?.pid;
	const served = () => /Refrain serves at (\S+)/.exec(output)?.[1];

	async function start(): Promise<void> {
		await ended;
		output = '';
		// Not the product's wish, 3000: another product would take it while this one's web process is killed.
		port ??= String(await findFreePort());
		const child = spawn(process.execPath, ['start.mjs'], {
			cwd: root,
			env: {
				PATH: process.env.PATH,
				HOME: process.env.HOME,
				REFRAIN_DATA_FOLDER: data,
				REFRAIN_PORT: port,
				...environment,
			},
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		launcher = child;
		let isOver = false;
		ended = new Promise((done) => child.once('exit', done)).then(() => (isOver = true));
		for (const stream of [child.stdout, child.stderr]) {
			stream.setEncoding('utf8').on('data', (text: string) => (output += text));
		}
		await until(
			'the product serves',
			() => output,
			() => isOver || served() !== undefined,
		);
		if (served() === undefined) throw new Error(`the product ended before it served:\n${output}`);
	}

	return {
		address: () => served()!,
		start,
		pidOf,
		output: () => output,
		logOf: (name) =>
			readFileSync(join(data, 'sandbox', 'logs', `${name}.log`), 'utf8')
				.split('\n')
				.slice(-40)
				.join('\n'),
		async kill(name) {
			const pid = pidOf(name);
			if (pid === undefined) throw new Error(`${name} does not run`);
			process.kill(pid, 'SIGKILL');
			await until(`${name} is gone`, () => !isAlive(pid));
			if (name === 'launcher') await ended;
		},
		async end() {
			launcher?.kill('SIGTERM');
			await ended;
			await endSurvivors(readSurvivors(children));
			rmSync(data, { recursive: true, force: true });
		},
	};
}
