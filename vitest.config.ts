import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { LONGEST_TEST, LONGEST_WAIT } from './tests/environment/patience.ts';

const rooms = '{activities,domain,mail,platform,prisma,providers,texts,worker,workflows}';

/** What all projects have: bounds of a hang, never of the product's speed. */
const shared = {
	pool: 'forks' as const,
	testTimeout: LONGEST_TEST,
	hookTimeout: LONGEST_TEST,
	expect: { poll: { timeout: LONGEST_WAIT } },
};
const servers = ['tests/environment/servers.ts'];

/** For the processes of ours that tests start: without its compiled modules each needs twice the processor time to begin. */
const env = {
	NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/refrain/compiled', import.meta.url)),
};

const projects: TestProjectInlineConfiguration[] = [
	{
		test: {
			...shared,
			name: 'rooms',
			include: [`${rooms}/**/*.test.ts`, 'tests/{catalog,environment,reading,replay,rights}/**/*.test.ts'],
			globalSetup: servers,
		},
	},
	{
		extends: './web/vite.config.ts',
		test: { ...shared, name: 'web', include: ['web/**/*.test.ts'], globalSetup: servers },
	},
	{
		// Real processes, after the others: they take what the machine has.
		test: {
			...shared,
			name: 'processes',
			include: ['embedded/**/*.test.ts', 'tests/**/*.test.ts'],
			exclude: ['tests/{browser,catalog,environment,reading,replay,rights}/**'],
			sequence: { groupOrder: 1 },
			globalSetup: servers,
			env,
		},
	},
	{
		test: {
			...shared,
			name: 'browser',
			include: ['tests/browser/**/*.test.ts'],
			globalSetup: servers,
			sequence: { groupOrder: 1 },
		},
	},
];

export default defineConfig({
	test: {
		// Tests wait for servers and processes as often as they compute: one file more than there are cores.
		maxWorkers: availableParallelism() + 1,
		// Cells of the crash matrix wait more than they compute.
		maxConcurrency: 8,
		reporters: ['default', './tests/environment/counting-reporter.ts'],
		projects,
	},
});
