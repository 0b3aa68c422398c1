/** `npm run check`: types, lint, the arrows between rooms, citations, lengths and the layout; all are run, then it fails. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runBuildSteps, sourceSteps } from './build-steps.ts';
import { Progress } from './first-stage/progress.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const checks: [name: string, args: string[]][] = [
	['Types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json']],
	[
		'Types of components',
		['node_modules/svelte-check/bin/svelte-check', '--tsconfig', 'tsconfig.json', '--output', 'human'],
	],
	['Lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']],
	[
		'Arrows between rooms',
		[
			'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
			'--config',
			'.dependency-cruiser.cjs',
			'.',
		],
	],
	['Citations', ['embedded/citations/main.ts']],
	['Lengths of files', ['embedded/lengths/main.ts']],
	['Layout of the code', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
];

await runBuildSteps(sourceSteps, root, new Progress());
const failed = checks.filter(([name, args]) => {
	console.log(`\n== ${name}`);
	return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status !== 0;
});
console.log(
	failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.map(([name]) => name).join(', ')}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
