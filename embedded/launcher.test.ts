import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { until, untilEqual } from '#tests/environment/until.ts';
import { allSteps, runBuildSteps } from './build-steps.ts';
import { packagesAreInstalled } from './first-stage/install-packages.mjs';
import { birthOf, isAlive } from './first-stage/process-identity.mjs';
import { Progress } from './first-stage/progress.mjs';
import { endSurvivors, readSurvivors } from './first-stage/survivors.mjs';
import { findFreePort } from './free-port.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

let data: string;
let port: number;
const launchers: Launcher[] = [];

interface Launcher {
	process: ChildProcess;
	output: () => string;
	ended: Promise<number | null>;
}

beforeAll(async () => {
	// `npm start` would install over the packages that this test runs on.
	expect(packagesAreInstalled(root)).toBe(true);
	await runBuildSteps(allSteps, root, new Progress());
	// What the first of them prepares serves all of them.
	data = mkdtempSync(join(tmpdir(), 'start-'));
	port = await findFreePort();
});
afterEach(async () => {
	for (const launcher of launchers.splice(0)) {
		launcher.process.kill('SIGTERM');
		await launcher.ended;
	}
	await endSurvivors(readSurvivors(join(data, 'children.json')));
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

function launch(env: Record<string, string> = {}): Launcher {
	const child = spawn(process.execPath, ['start.mjs'], {
		cwd: root,
		env: {
			PATH: process.env.PATH,
			HOME: process.env.HOME,
			REFRAIN_DATA_FOLDER: data,
			REFRAIN_PORT: String(port),
			...env,
		},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
	const ended = new Promise<number | null>((done) => child.on('exit', done));
	const launcher = { process: child, output: () => output, ended };
	launchers.push(launcher);
	return launcher;
}

async function serving(launcher: Launcher): Promise<string> {
	let isOver = false;
	void launcher.ended.then(() => (isOver = true));
	const address = () => /Refrain serves at (\S+)/.exec(launcher.output())?.[1];
	await until('the product serves', launcher.output, () => isOver || address() !== undefined);
	if (address() === undefined) throw new Error(`it ended before it served:\n${launcher.output()}`);
	return address()!;
}

const children = () => readSurvivors(join(data, 'children.json'));
const pidOf = (name: string) => children().find((child) => child.name === name)?.pid;

/** Stage 2 holds the folder once it runs. */
function launcherPid(): number {
	return (JSON.parse(readFileSync(join(data, 'launcher.lock'), 'utf8')) as { pid: number }).pid;
}

async function answers(address: string): Promise<boolean> {
	return (await fetch(`${address}/health`)).ok;
}

test('it serves, a second start in the same folder is refused without harm, and TERM stops all', async () => {
	const first = launch();
	const address = await serving(first);
	expect(await answers(address)).toBe(true);
	const before = children();
	const second = launch();
	expect(await second.ended).toBe(1);
	expect(second.output()).toContain(`at ${address}: stop it there`);
	expect(children()).toEqual(before);
	expect(await answers(address)).toBe(true);
	first.process.kill('SIGTERM');
	expect(await first.ended).toBe(0);
	for (const child of before) expect(isAlive(child.pid)).toBe(false);
});

test('kill -9 of stage 1: stage 2 stops everything in order', async () => {
	const launcher = launch();
	await serving(launcher);
	const pids = children().map((child) => child.pid);
	launcher.process.kill('SIGKILL');
	await untilEqual('children that live', () => pids.filter(isAlive), []);
});

test('kill -9 of the launcher: the next start adopts the database and serves at the same address', async () => {
	const first = launch();
	const address = await serving(first);
	const postgres = pidOf('postgres')!;
	const birth = birthOf(postgres);
	process.kill(launcherPid(), 'SIGKILL');
	await first.ended;
	expect(birthOf(postgres)).toBe(birth);
	const second = launch();
	expect(await serving(second)).toBe(address);
	expect(pidOf('postgres')).toBe(postgres);
	expect(await answers(address)).toBe(true);
});

test('a port that was asked for and is taken is named, and nothing is left running', async () => {
	const other = createServer().listen(0, '127.0.0.1');
	await new Promise((ready) => other.once('listening', ready));
	const { port } = other.address() as { port: number };
	const launcher = launch({ REFRAIN_PORT: String(port) });
	expect(await launcher.ended).toBe(1);
	expect(launcher.output()).toContain(`Port ${port} is taken by another program`);
	expect(children()).toEqual([]);
	other.close();
});

test('half a configuration names what is missing', async () => {
	const launcher = launch({ DATABASE_URL: 'postgresql://somebody@localhost/refrain' });
	expect(await launcher.ended).toBe(1);
	expect(launcher.output()).toMatch(/TEMPORAL_ADDRESS is missing: it must be a host and a port/);
	expect(launcher.output()).toMatch(/REFRAIN_MASTER_KEY is missing/);
});
