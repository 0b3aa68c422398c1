import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRuns } from '#worker/runs.ts';
import { workflowBundle } from '#worker/bundle-workflows.ts';
import { startTemporalWorkers, type ActivitiesByRole } from '#worker/temporal-workers.ts';
import { openTemporal } from '#platform/temporal/client.ts';
import type { Look } from '#workflows/contracts/look.ts';
import { runId, type RunRef } from '#workflows/contracts/run-ref.ts';
import type { BenchServers } from './bench-servers.ts';
import { createCrowd } from './crowd.ts';
import { costBetween, readCosts, type Cost } from './cost.ts';
import type { Product } from './product.ts';

/** How fast a crowd of runs went to its end, and what a step cost. */
export interface LoopFigures {
	readonly stepsPerSecond: number;
	readonly looksPerStep: number;
	/** All events of all runs, their start included. */
	readonly eventsPerStep: number;
	readonly cost: Cost;
}

export interface LoopSize {
	readonly mailboxes: number;
	readonly runsEach: number;
	readonly steps: number;
}

type LookAtRun = (run: RunRef) => Promise<Look>;

/** What the loop asks of a run, and after an attempt that Temporal lost with a stopping worker. */
interface Looks {
	readonly performStep: LookAtRun;
	readonly reconcile: LookAtRun;
}

/** Milliseconds that a crowd may take. */
const LONGEST = 180_000;

const STARTS_AT_ONCE = 10;

/** A look like the last one of a run: nothing more is to be sent. */
const WAITS = { ended: false, wait: 600_000, reason: 'closing-delay' };

/** The whole way of a step: Temporal, the gates, the rows, a conversation with an SMTP server. */
export async function measureProduct(
	servers: BenchServers,
	product: Product,
	size: LoopSize,
): Promise<LoopFigures> {
	const { database, envelopes } = product.services;
	const runs = await createCrowd(database, envelopes, {
		...size,
		minutesApart: 0,
		smtpPort: servers.smtpPort,
	});
	const { performStep } = product.activities.sends as unknown as Looks;
	const { reconcile } = product.activities.runs as unknown as Looks;
	return measure(servers, product, size, runs, { performStep, reconcile });
}

/** The same workflow, worker and server, and an activity that answers at once. */
export async function measureBareLoop(
	servers: BenchServers,
	product: Product,
	size: LoopSize,
): Promise<LoopFigures> {
	const runs = Array.from({ length: size.mailboxes * size.runsEach }, () => ({
		subscriptionId: randomUUID(),
		id: randomUUID(),
	}));
	const left = new Map<string, number>(runs.map(({ id }) => [id, size.steps]));
	const goesOn = { ended: false, wait: 1, reason: 'step-delay' };
	return measure(servers, product, size, runs, {
		async performStep({ id }) {
			const steps = left.get(id)! - 1;
			left.set(id, steps);
			return steps > 0 ? goesOn : WAITS;
		},
		reconcile: async ({ id }) => (left.get(id)! > 0 ? goesOn : WAITS),
	});
}

async function measure(
	servers: BenchServers,
	{ config, logger }: Product,
	{ steps }: LoopSize,
	runs: readonly RunRef[],
	{ performStep, reconcile }: Looks,
): Promise<LoopFigures> {
	let looks = 0;
	let arrived = 0;
	let allArrived!: () => void;
	const end = new Promise<void>((resolve) => (allArrived = resolve));
	const counted = async (work: Promise<Look>): Promise<Look> => {
		const look = await work;
		if (look.reason === WAITS.reason && ++arrived === runs.length) allArrived();
		return look;
	};
	const counting: ActivitiesByRole = {
		runs: { reconcile: (run: RunRef) => counted(reconcile(run)) },
		sends: {
			performStep(run: RunRef) {
				looks += 1;
				return counted(performStep(run));
			},
		},
	};
	const bundle = await workflowBundle();
	const workers = await startTemporalWorkers({ config, bundle, activities: counting, logger });
	const temporal = openTemporal(config.temporal);
	try {
		const { poke } = createRuns(temporal.client);
		const before = readCosts(servers);
		const from = performance.now();
		await startAll(runs, (run) => poke({ kind: 'engagement', ...run, ownerId: null }));
		await within(LONGEST, end, () => `${arrived} of ${runs.length} runs arrived`);
		const seconds = (performance.now() - from) / 1_000;
		const after = readCosts(servers);
		const all = runs.length * steps;
		const lengths = await Promise.all(
			runs.map(async ({ id }) => {
				const { historyLength } = await temporal.client.workflow
					.getHandle(runId('engagement', id))
					.describe();
				return historyLength;
			}),
		);
		return {
			stepsPerSecond: all / seconds,
			looksPerStep: looks / all,
			eventsPerStep: lengths.reduce((sum, length) => sum + length, 0) / all,
			cost: costBetween(before, after, all),
		};
	} finally {
		await workers.stop();
		await temporal.close();
	}
}

/** A few at once, as the dispatcher does. */
async function startAll(runs: readonly RunRef[], start: (run: RunRef) => Promise<void>): Promise<void> {
	const left = [...runs];
	const lane = async (): Promise<void> => {
		for (let run = left.shift(); run; run = left.shift()) await start(run);
	};
	await Promise.all(Array.from({ length: STARTS_AT_ONCE }, lane));
}

async function within(limit: number, work: Promise<void>, words: () => string): Promise<void> {
	const stop = new AbortController();
	const late = sleep(limit, undefined, { signal: stop.signal }).then(() => {
		throw new Error(`${words()} within ${limit / 1_000} s`);
	});
	late.catch(() => {});
	await Promise.race([work, late]).finally(() => stop.abort());
}
