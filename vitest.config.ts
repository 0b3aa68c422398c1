import { defineConfig } from 'vitest/config';

const rooms = '{activities,domain,mail,platform,prisma,providers,texts,worker,workflows}';
const servers = ['tests/environment/servers.ts'];

export default defineConfig({
	test: {
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
				// Real processes that are killed and timed: one file at a time, after the others.
				test: {
					name: 'processes',
					include: ['embedded/**/*.test.ts', 'tests/**/*.test.ts'],
					exclude: ['tests/{catalog,environment,replay,rights}/**', 'tests/browser/**'],
					pool: 'forks',
					fileParallelism: false,
					sequence: { groupOrder: 1 },
					globalSetup: servers,
					testTimeout: 120_000,
					hookTimeout: 120_000,
				},
			},
			{
				test: {
					name: 'browser',
					include: ['tests/browser/**/*.test.ts'],
					pool: 'forks',
					fileParallelism: false,
					sequence: { groupOrder: 2 },
					testTimeout: 300_000,
					hookTimeout: 300_000,
				},
			},
		],
	},
});
