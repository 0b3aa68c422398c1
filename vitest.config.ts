import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const rooms = '{activities,domain,mail,platform,prisma,providers,texts,worker,workflows}';
const timed = 'tests/{crash,mail-servers}/**/*.test.ts';
const servers = ['tests/environment/servers.ts'];

/** For the processes of ours that tests start: without its compiled modules each needs twice the processor time to begin. */
const env = {
	NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/refrain/compiled', import.meta.url)),
};

export default defineConfig({
	test: {
		// Tests wait for servers and processes as often as they compute: two at once on two cores too.
		maxWorkers: Math.max(2, availableParallelism() - 1),
		reporters: ['default', './tests/environment/counting-reporter.ts'],
		projects: [
			{
				test: {
					name: 'rooms',
					include: [`${rooms}/**/*.test.ts`, 'tests/{catalog,environment,replay,rights}/**/*.test.ts'],
					pool: 'forks',
					globalSetup: servers,
					testTimeout: 90_000,
					hookTimeout: 120_000,
				},
			},
			{
				extends: './web/vite.config.ts',
				test: {
					name: 'web',
					include: ['web/**/*.test.ts'],
					pool: 'forks',
					globalSetup: servers,
					testTimeout: 90_000,
					hookTimeout: 120_000,
				},
			},
			{
				// Real processes of the whole product, after the others: they take what the machine has.
				test: {
					name: 'processes',
					include: ['embedded/**/*.test.ts', 'tests/**/*.test.ts'],
					exclude: ['tests/{browser,catalog,environment,replay,rights}/**', timed],
					pool: 'forks',
					sequence: { groupOrder: 1 },
					globalSetup: servers,
					testTimeout: 120_000,
					hookTimeout: 120_000,
					env,
				},
			},
			{
				// Processes that are killed, frozen and timed: one file at a time.
				test: {
					name: 'timed',
					include: [timed],
					pool: 'forks',
					fileParallelism: false,
					sequence: { groupOrder: 2 },
					globalSetup: servers,
					testTimeout: 120_000,
					hookTimeout: 120_000,
					env,
				},
			},
			{
				test: {
					name: 'browser',
					include: ['tests/browser/**/*.test.ts'],
					pool: 'forks',
					fileParallelism: false,
					sequence: { groupOrder: 3 },
					globalSetup: servers,
					testTimeout: 300_000,
					hookTimeout: 300_000,
				},
			},
		],
	},
});
