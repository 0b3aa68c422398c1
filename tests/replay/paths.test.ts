import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bringTemporalCli } from '#embedded/temporal-cli.ts';
import { namespace, startTemporal, type RunningTemporal } from '#embedded/temporal.ts';
import { poke } from '#domain/outbox/poke.ts';
import { countLooks, createEngagement } from '#tests/environment/engagement-rows.ts';
import { startSandboxRig, type SandboxRig } from '#tests/environment/sandbox-rig.ts';
import { readHistories, writeHistory } from './history-files.ts';
import { PATHS } from './paths.ts';

/**
 * Every path through the workflows, on a real Temporal, a real mail server and a real database.
 * `npm run record:history -- <release>` keeps the histories of those that the release does not have yet.
 */
const release = process.env.REFRAIN_RECORD_HISTORIES;

/** Events after which a run begins anew; the product's servers say so at 4,096. */
const SUGGESTED_AT = 60;

const folder = mkdtempSync(join(tmpdir(), 'refrain-paths-'));
let temporal: RunningTemporal;
let rig: SandboxRig;

beforeAll(async () => {
	temporal = await startTemporal({
		program: await bringTemporalCli({ fallbackFolder: join(tmpdir(), 'refrain-tests', 'bin') }),
		folder,
		inMemory: true,
		dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': String(SUGGESTED_AT) },
	});
	rig = await startSandboxRig({
		TEMPORAL_ADDRESS: temporal.address,
		TEMPORAL_NAMESPACE: namespace,
		REFRAIN_WORKER_ROLES: 'runs, sends, newsletters, mailbox-watch',
		REFRAIN_SEND_EVIDENCE_WINDOW: '1s',
	});
});
afterAll(async () => {
	await rig.stop();
	await temporal.stop();
	rmSync(folder, { recursive: true, force: true });
});

async function keep(path: string, workflowId: string, runId?: string): Promise<void> {
	if (!release || readHistories().some(({ name }) => name === `${release}/${path}`)) return;
	const handle = rig.client.workflow.getHandle(workflowId, runId ?? (await longestRun(workflowId)));
	const history = await handle.fetchHistory();
	writeHistory(release, path, historyToJSON(history));
}

/** A poke that came as a run ended begins one more, which finds the row ended. */
async function longestRun(workflowId: string): Promise<string | undefined> {
	let longest: { runId: string; historyLength: number } | undefined;
	for await (const run of rig.client.workflow.list({ query: `WorkflowId = "${workflowId}"` }))
		if (!longest || run.historyLength > longest.historyLength) longest = run;
	return longest?.runId;
}

it.each(PATHS)('$name', async ({ name, play }) => {
	const workflowId = await play(rig);
	await keep(name, workflowId);
});

it('engagement-begun-anew', async () => {
	const run = await createEngagement(rig.services, { startsIn: 86_400_000 });
	const pokeOnce = () =>
		rig.services.database.inSubscription(run.subscriptionId, (tx) => poke(tx, 'engagement', run.id));
	const workflowId = `engagement/${run.id}`;
	await pokeOnce();
	await expect.poll(() => countLooks(rig.services, run)).toBe(1);
	const first = (await rig.client.workflow.getHandle(workflowId).describe()).runId;
	let latest = first;
	for (let looks = 2; latest === first && looks < 20; looks++) {
		await pokeOnce();
		await expect.poll(() => countLooks(rig.services, run)).toBeGreaterThanOrEqual(looks);
		latest = (await rig.client.workflow.getHandle(workflowId).describe()).runId;
	}
	expect(latest).not.toBe(first);
	await keep('engagement-begun-anew', workflowId, first);
});
