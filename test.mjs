/**
 * `npm test` on a fresh clone: brings what the tests need, runs all of them (or those named after `--`, or with `--changed`
 * those that a change reaches), and ends with the line `N passed, N failed`. `--long` is `npm run test:long`: what races with
 * a kill, round after round, and what is only tried in part else. Node's built-ins only, because nothing is installed yet.
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

/**
 * What tests/environment/rounds.ts makes longer: tests that race with a kill, newsletters' among them, every hostile line, a crowd
 * of 300, and the properties of the rooms that have most of them.
 */
const longer = [
	'tests/clock/worker-killed',
	'tests/crash',
	'tests/newsletter',
	'embedded/world/kill',
	'tests/reading/hostile-lines',
	'domain/engagements/look/mailbox-pace',
	'domain/gates',
	'domain/pace',
	'domain/newsletters/content',
	'mail/deliverability',
	'mail/inbound',
	'mail/relay',
];
const rounds = process.env.REFRAIN_TEST_ROUNDS ?? '10';

const words = process.argv.slice(2);
const isLong = words.includes('--long');
const wishes = isLong ? [...longer, ...words.filter((word) => word !== '--long')] : words;
const mayFindNone = words.some((word) => word.split('=')[0] === '--changed');

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
			env: {
				...process.env,
				PATH: path,
				REFRAIN_TEST_COUNTS: counts,
				REFRAIN_TEST_ROUNDS: isLong ? rounds : '1',
			},
		});
	if (run(['embedded/prepare.ts']).status !== 0)
		throw new Sentence('The sources could not be prepared for the tests.');
	const vitest = run([join('node_modules', 'vitest', 'vitest.mjs'), 'run', ...wishes]);
	const { passed, failed } = readCounts();
	const isNone = vitest.status === 0 && mayFindNone && passed + failed === 0;
	if (isNone) console.log('No test reads a file that has changed, so none was run.');
	process.exitCode = vitest.status === 0 && failed === 0 && (passed > 0 || isNone) ? 0 : 1;
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
