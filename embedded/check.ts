/** `npm run check`: types, lint, the arrows between rooms and the layout of the code; all are run, then it fails. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBuildSteps, sourceSteps } from './build-steps.ts';
import { Progress } from './first-stage/progress.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const checks: [name: string, args: string[]][] = [
	['Types', ['typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json']],
	[
		'Types of components',
		['svelte-check/bin/svelte-check', '--tsconfig', 'tsconfig.json', '--output', 'human'],
	],
	['Lint', ['eslint/bin/eslint.js', '.', '--max-warnings', '0']],
	[
		'Arrows between rooms',
		['dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.cjs', '.'],
	],
	['Layout of the code', ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
];

await runBuildSteps(sourceSteps, root, new Progress());
const failed = checks.filter(([name, [program, ...args]]) => {
	console.log(`\n== ${name}`);
	const path = join('node_modules', program!);
	return spawnSync(process.execPath, [path, ...args], { cwd: root, stdio: 'inherit' }).status !== 0;
});
console.log(
	failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.map(([name]) => name).join(', ')}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
