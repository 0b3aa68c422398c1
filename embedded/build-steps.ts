import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { releaseFolder, takeFolder } from './first-stage/folder-lock.mjs';
import type { Progress } from './first-stage/progress.mjs';
import { Sentence } from './first-stage/sentence.mjs';
import { runProgram } from './run-program.ts';

interface BuildStep {
	name: string;
	/** files and folders whose content decides whether it runs again */
	inputs: string[];
	/** files that must be there afterwards: prisma once ended well without its client */
	outputs: string[];
	/** arguments of Node, run from the repository's folder, one after the other */
	commands: string[][];
	env?: Record<string, string>;
}

const prisma = join('node_modules', 'prisma', 'build', 'index.js');
const svelteKit = join('node_modules', '@sveltejs', 'kit', 'svelte-kit.js');
const vite = join('node_modules', 'vite', 'bin', 'vite.js');

const texts: BuildStep = {
	name: 'Texts in two languages',
	inputs: ['texts/messages', 'texts/project.inlang/settings.json', 'texts/compile.ts', 'package-lock.json'],
	outputs: ['texts/generated/messages.js'],
	commands: [['texts/compile.ts']],
};

const databaseClients: BuildStep = {
	name: 'Database clients',
	inputs: ['prisma/schema', 'prisma/auth/schema.prisma', 'package-lock.json'],
	outputs: ['prisma/generated/client/client.ts', 'prisma/auth/generated/client.ts'],
	commands: [
		[prisma, 'generate', '--schema', 'prisma/schema'],
		[prisma, 'generate', '--schema', 'prisma/auth/schema.prisma'],
	],
	// `generate` needs no schema engine, but looks for one and would download it: any existing file contents it.
	env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
};

const svelteTypes: BuildStep = {
	name: 'Types of the web app',
	inputs: ['web/vite.config.ts', 'web/src/routes', 'package-lock.json'],
	outputs: ['node_modules/$app/tsconfig.json', 'web/.svelte-kit/types/route_meta_data.json'],
	commands: [[svelteKit, 'sync', '--config', 'web/vite.config.ts']],
};

const webApp: BuildStep = {
	name: 'Web app',
	inputs: ['web', 'domain', 'workflows/contracts', 'platform', 'texts', 'prisma', 'package-lock.json'],
	outputs: ['build/handler.js'],
	commands: [[vite, 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn']],
	env: { NODE_ENV: 'production' },
};

/** What every process and every test needs. The types come before prisma, which reads tsconfig.json and what it extends. */
export const sourceSteps = [texts, svelteTypes, databaseClients];
/** The web app comes last, because it reads all of it. */
export const allSteps = [...sourceSteps, webApp];

/**
 * Runs those steps whose inputs have changed since they last succeeded.
 * @param started told each program that runs: one that outlives a killed launcher must not build beside the next one's
 */
export async function runBuildSteps(
	steps: BuildStep[],
	root: string,
	progress: Progress,
	started?: (pid: number) => void,
): Promise<void> {
	const stamps = join(root, 'node_modules', '.cache', 'refrain');
	mkdirSync(stamps, { recursive: true });
	const lock = join(stamps, 'lock');
	await takeFolderWhenFree(lock);
	try {
		await runChanged(steps, root, stamps, progress, started);
	} finally {
		releaseFolder(lock);
	}
}

/** A start, a test run and a check may want the same outputs at once: one makes them, the others find them made. */
async function takeFolderWhenFree(lock: string): Promise<void> {
	for (;;) {
		try {
			takeFolder(lock);
			return;
		} catch (error) {
			if (!(error instanceof Sentence)) throw error;
			await sleep(200);
		}
	}
}

async function runChanged(
	steps: BuildStep[],
	root: string,
	stamps: string,
	progress: Progress,
	started?: (pid: number) => void,
): Promise<void> {
	for (const step of steps) {
		const stamp = join(stamps, step.name.toLowerCase().replaceAll(' ', '-'));
		const wanted = hashOf(step.inputs, root);
		const isThere = step.outputs.every((output) => existsSync(join(root, output)));
		if (isThere && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) continue;
		// A build that breaks off leaves its outputs half-done: none of them may count as made.
		rmSync(stamp, { force: true });
		await progress.stage(step.name, async () => {
			for (const command of step.commands) {
				const env = { ...process.env, ...step.env };
				await runProgram(process.execPath, command, { cwd: root, env, ...(started && { started }) });
			}
			const missing = step.outputs.find((output) => !existsSync(join(root, output)));
			if (missing) throw new Error(`${step.name}: ${missing} was not made.`);
		});
		writeFileSync(stamp, wanted);
	}
}

/** `project.inlang`: the compiler keeps notes of its own there. */
const passedOver = new Set(['generated', '.svelte-kit', 'node_modules', 'project.inlang']);

function hashOf(inputs: string[], root: string): string {
	const hash = createHash('sha256');
	const visit = (path: string): void => {
		const full = join(root, path);
		if (!existsSync(full)) return;
		if (!statSync(full).isDirectory()) {
			hash.update(path).update('\0').update(readFileSync(full)).update('\0');
			return;
		}
		for (const name of readdirSync(full).sort()) {
			if (!passedOver.has(name) && !/\.test\.ts$/.test(name)) visit(`${path}/${name}`);
		}
	};
	for (const input of inputs) visit(input);
	return hash.digest('hex');
}
