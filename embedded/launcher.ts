/**
 * `npm start`, stage 2, under Node 24: builds what changed, starts every process in order, keeps them alive and stops
 * them in order. What runs is described in `embedded-processes.ts` and `configured-processes.ts`.
 */
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseConfig } from '#platform/config.ts';
import { allSteps, runBuildSteps, sourceSteps } from './build-steps.ts';
import { startConfigured } from './configured-processes.ts';
import { startEmbedded } from './embedded-processes.ts';
import { holdFolder, releaseFolder } from './first-stage/folder-lock.mjs';
import { birthOf } from './first-stage/process-identity.mjs';
import { Progress } from './first-stage/progress.mjs';
import { explain } from './first-stage/sentence.mjs';
import { endSurvivors, readSurvivors, writeChildren } from './first-stage/survivors.mjs';
import type { Launch } from './launch.ts';
import type { Supervised } from './supervise.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const data = resolve(root, process.env.REFRAIN_DATA_FOLDER || '.data');
const lock = join(data, 'launcher.lock');
const childrenFile = join(data, 'children.json');

/** One Ctrl-C may arrive up to three times; only a later one means "now". */
const sameKeyWithin = 1_000;

const began = performance.now();
const progress = new Progress();
const children: Supervised[] = [];
let stopAsked: number | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, askToStop);
process.on('disconnect', askToStop);

holdFolder(lock);
try {
	await start();
} catch (error) {
	if (stopAsked === undefined) {
		console.error(`\n${explain(error)}`);
		await stop(1);
	}
}

async function start(): Promise<void> {
	const isConfigured = Boolean(process.env.DATABASE_URL ?? process.env.TEMPORAL_ADDRESS);
	// A bad variable is named before anybody waits for a build.
	if (isConfigured) parseConfig(process.env);
	const isDev = process.argv.includes('--dev');
	const launch: Launch = { root, data, progress, isDev, keep, changed: recordChildren };
	await endSurvivors(readSurvivors(childrenFile).filter((survivor) => survivor.name !== 'postgres'));
	await runBuildSteps(isDev ? sourceSteps : allSteps, root, progress, recordBuild);
	const started = isConfigured ? await startConfigured(launch) : await startEmbedded(launch);
	if (stopAsked !== undefined) return;
	holdFolder(lock, started.address);
	progress.say('');
	progress.say(
		`Refrain serves at ${started.address} (after ${((performance.now() - began) / 1000).toFixed(1)} s).`,
	);
	for (const line of started.lines) progress.say(line);
	progress.say('Ctrl-C stops everything in order; `npm start` goes on where it was.');
}

/** Remembers a child for the ordered stop and for the next launcher. */
async function keep(starting: Promise<Supervised>): Promise<Supervised> {
	const child = await starting;
	if (stopAsked !== undefined) {
		await child.stop();
		throw new Error('The start was stopped.');
	}
	children.push(child);
	recordChildren();
	return child;
}

function recordChildren(): void {
	const records = children.flatMap((child) => {
		const pid = child.pid();
		const birth = pid === undefined ? undefined : birthOf(pid);
		return pid === undefined || birth === undefined ? [] : [{ name: child.name, pid, birth }];
	});
	writeChildren(childrenFile, records);
}

/** PostgreSQL may have survived the last launcher, and is adopted only later. */
function recordBuild(pid: number): void {
	const birth = birthOf(pid);
	if (birth === undefined) return;
	const others = readSurvivors(childrenFile).filter((survivor) => survivor.name !== 'build');
	writeChildren(childrenFile, [...others, { name: 'build', pid, birth }]);
}

function askToStop(): void {
	const now = performance.now();
	if (stopAsked === undefined) {
		stopAsked = now;
		progress.say('\nStopping: web and worker first, the database last …');
		void stop(0);
	} else if (now - stopAsked > sameKeyWithin) {
		for (const child of children) killNow(child.pid());
		releaseFolder(lock);
		process.exit(1);
	}
}

function killNow(pid: number | undefined): void {
	if (pid !== undefined && birthOf(pid) !== undefined) process.kill(pid, 'SIGKILL');
}

async function stop(exitCode: number): Promise<void> {
	for (const child of children.toReversed()) {
		try {
			await child.stop();
		} catch (error) {
			console.error(`${child.name} did not stop: ${explain(error)}`);
		}
	}
	if (children.length > 0) writeChildren(childrenFile, []);
	releaseFolder(lock);
	if (exitCode === 0) progress.say('Stopped.');
	process.exit(exitCode);
}
