/**
 * `npm run record:history -- <release>`: plays every path of `paths.ts` and keeps the histories of those that this release
 * does not have yet, under `histories/<release>/`. Run it before a change of a workflow, and once more for a new path.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const [release] = process.argv.slice(2);
if (!release || !/^[0-9][0-9A-Za-z.-]*$/.test(release)) {
	console.error('Name the release, such as: npm run record:history -- 0.1');
	process.exit(1);
}
const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
const { status } = spawnSync(
	process.execPath,
	[vitest, 'run', '--project', 'rooms', 'tests/replay/paths.test.ts'],
	{
		stdio: 'inherit',
		env: { ...process.env, REFRAIN_RECORD_HISTORIES: release },
	},
);
process.exit(status ?? 1);
