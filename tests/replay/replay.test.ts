import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '#platform/logging.ts';
import { workflowBundle } from '#worker/bundle-workflows.ts';
import { logSdkInto } from '#worker/log-of-sdk.ts';
import { RUN_KINDS } from '#workflows/contracts/run-ref.ts';
import { HISTORIES, readHistories } from './history-files.ts';
import { PATHS } from './paths.ts';

const histories = readHistories();

// A replay that is refused, as one test wants it, is loud.
logSdkInto(createLogger('replay', { level: 'silent' }));

function replay(bundle: WorkflowBundleOption, history: unknown): Promise<void> {
	return Worker.runReplayHistory({ workflowBundle: bundle }, history);
}

describe('the workflows of today', () => {
	let bundle: WorkflowBundleOption;
	beforeAll(async () => {
		bundle = { codePath: await workflowBundle() };
	});

	it.each(histories)('go the way of $name', async ({ history }) => {
		await replay(bundle, history);
	});

	it('are registered under every kind of run, and play a path of each', async () => {
		expect(Object.keys(await import('#workflows/registered.ts')).sort()).toEqual([...RUN_KINDS].sort());
		const without = RUN_KINDS.filter((kind) => !PATHS.some(({ name }) => name.startsWith(`${kind}-`)));
		expect(without).toEqual([]);
	});

	it('have a recorded history of every path', () => {
		const recorded = new Set(histories.map(({ path }) => path));
		expect(PATHS.map(({ name }) => name).filter((name) => !recorded.has(name))).toEqual([]);
	});
});

describe('a swapped command', () => {
	it('is caught in every history of an engagement', async () => {
		const workflowsPath = fileURLToPath(new URL('./swapped-engagement.ts', import.meta.url));
		const swapped = await bundleWorkflowCode({ workflowsPath });
		const ofEngagements = histories.filter(({ path }) => path.startsWith('engagement-'));
		expect(ofEngagements.length).toBeGreaterThan(0);
		for (const { history } of ofEngagements)
			await expect(replay(swapped, history)).rejects.toThrow(/determinism|nondetermin/i);
	});
});

describe('recorded histories', () => {
	const git = (...args: string[]): string =>
		execFileSync('git', args, { cwd: HISTORIES, encoding: 'utf8' }).trim();

	it('hold no address, text or secret', () => {
		for (const { name, history } of histories) {
			const words = JSON.stringify(history, (key, value: unknown) =>
				key === 'data' && typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : value,
			);
			expect(words.match(/[\w.-]+@[\w.-]+\.[a-z]{2,}|Camille|Bonjour|\.ts\b|\d+@/), name).toBeNull();
		}
	});

	it('are never changed or removed, in any commit or in this folder', () => {
		expect(git('log', '--diff-filter=MDR', '--format=%h', '--name-status', '--', '.')).toBe('');
		expect(
			git('status', '--porcelain', '--', '.')
				.split('\n')
				.filter((line) => /^( ?[MDR])/.test(line)),
		).toEqual([]);
	});
});
