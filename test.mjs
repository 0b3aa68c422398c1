/**
 * `npm test` on a fresh clone: brings what the tests need, runs all of them (or those named after `--`), and ends
 * with the line `N passed, N failed`. Node's built-ins only, because nothing is installed yet.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode, installPackages, packagesAreInstalled } from './embedded/first-stage/install-packages.mjs';
import { Progress } from './embedded/first-stage/progress.mjs';
import { explain, Sentence } from './embedded/first-stage/sentence.mjs';
import { bringSystemPrograms } from './tests/environment/system-programs.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const progress = new Progress();
const folder = mkdtempSync(join(tmpdir(), 'refrain-counts-'));
const counts = join(folder, 'counts.json');

try {
	if (!packagesAreInstalled(root)) {
		await progress.stage('Packages', (detail) => installPackages(root, detail));
	}
	await bringSystemPrograms(progress);
	const node = findNode(root);
	const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
	const run = (/** @type {string[]} */ args) =>
		spawnSync(node, args, {
			cwd: root,
			stdio: ['ignore', 'inherit', 'inherit'],
			env: { ...process.env, PATH: path, REFRAIN_TEST_COUNTS: counts },
		});
	if (run(['embedded/prepare.ts']).status !== 0)
		throw new Sentence('The sources could not be prepared for the tests.');
	const vitest = run([join('node_modules', 'vitest', 'vitest.mjs'), 'run', ...process.argv.slice(2)]);
	const { passed, failed } = readCounts();
	process.exitCode = vitest.status === 0 && failed === 0 && passed > 0 ? 0 : 1;
	console.log(`${passed} passed, ${failed + (process.exitCode !== 0 && failed === 0 ? 1 : 0)} failed`);
} catch (error) {
	console.error(explain(error));
	console.log('0 passed, 1 failed');
	process.exitCode = 1;
} finally {
	rmSync(folder, { recursive: true, force: true });
}

/** @returns {{ passed: number, failed: number }} */
function readCounts() {
	try {
		return JSON.parse(readFileSync(counts, 'utf8'));
	} catch {
		return { passed: 0, failed: 0 };
	}
}
