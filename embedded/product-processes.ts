import { join } from 'node:path';
import type { Launch } from './launch.ts';
import { startNodeChild } from './node-child.ts';
import { supervise } from './supervise.ts';

const readyWithin = 60_000;
/** a worker drains armed sends for 10 s under `npm start` */
const workerStopWithin = 12_000;
const otherStopWithin = 5_000;

/** Starts the worker and then the web process, each with the same environment. */
export async function startProduct(launch: Launch, env: NodeJS.ProcessEnv, logs: string): Promise<void> {
	await startProgram(launch, 'worker', 'worker/main.ts', env, logs, workerStopWithin);
	if (launch.isDev) {
		const devEnv = { ...env, NODE_ENV: 'development' };
		await launch.progress.stage('Web from its sources', () =>
			keepNode(launch, 'web', ['web/dev-server.ts'], devEnv, logs, otherStopWithin, readyWithin),
		);
	} else {
		await startProgram(launch, 'web', 'web/server.ts', env, logs, otherStopWithin);
	}
}

/** Starts a program of ours and keeps it: one that ends is started again. */
export async function startProgram(
	launch: Launch,
	name: string,
	file: string,
	env: NodeJS.ProcessEnv,
	logs: string,
	stopWithin: number = otherStopWithin,
): Promise<void> {
	const args = launch.isDev ? ['--watch', file] : [file];
	await launch.progress.stage(name, () =>
		keepNode(launch, name, args, env, logs, stopWithin, launch.isDev ? 0 : readyWithin),
	);
}

function keepNode(
	launch: Launch,
	name: string,
	args: string[],
	env: NodeJS.ProcessEnv,
	logs: string,
	stopWithin: number,
	within: number,
) {
	// Without its compiled modules a process needs twice the processor time to begin.
	const compiled = join(launch.root, 'node_modules', '.cache', 'refrain', 'compiled');
	const start = () =>
		startNodeChild({
			name,
			args,
			cwd: launch.root,
			env: { NODE_COMPILE_CACHE: compiled, ...env },
			logs,
			readyWithin: within,
			stopWithin,
		});
	return launch.keep(supervise(name, start, (sentence) => launch.progress.say(sentence), launch.changed));
}
