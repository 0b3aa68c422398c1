import { RUN_REGISTRY } from '#domain/runs/registry.ts';
import { forgetPlaces } from '#domain/sends/places/forget-places.ts';
import type { DispatchPool } from '#platform/database/dispatch-pool.ts';
import { deliveryLimits } from '#platform/limits.ts';
import type { Logger } from '#platform/logging.ts';
import { RUN_KINDS, type RunKind } from '#workflows/contracts/run-ref.ts';
import { countLive, findLive, findOverdue, NIL } from './overdue.ts';
import type { Lead } from './lead.ts';
import { withPause } from './pause.ts';
import { forgetImages } from './forget-images.ts';
import { forgetRecipientDomains } from './ask-recipient-domains.ts';
import { pruneHits } from './prune-hits.ts';
import { pruneLooks, type PrunePlace } from './prune-looks.ts';
import type { Runs, RunTarget } from './runs.ts';

/** Rows of a kind whose run is looked for in each sweep although Temporal's counts agree: counts can be wrong. */
const SPOT_CHECK = 25;
/** The same where runs are missing for certain. */
const WHOLE = 5_000;
const AT_ONCE = 10;
const MOST_URGENT_FIRST = RUN_KINDS.toSorted((a, b) => RUN_REGISTRY[b].headStart - RUN_REGISTRY[a].headStart);

/** What one sweep did. */
export interface SweepResult {
	readonly poked: number;
	readonly started: number;
}

/** Looks every minute for what was lost, for as long as the process lives and leads. */
export interface Sweep {
	/** One sweep at once, whoever leads. @throws where PostgreSQL or Temporal cannot be reached. */
	once(): Promise<SweepResult>;
	stop(): Promise<void>;
}

/**
 * The safety net under the outbox and the timers (docs/design/rows-and-commands.md#outbox): pokes live rows whose next
 * look is overdue and starts runs that are missing, the latter at `deliveryLimits.perSecond`. With it Temporal's whole
 * database may be lost. Of several workers one sweeps, the others stand by; a new leader begins its pages anew.
 */
export function startSweep(deps: {
	pool: DispatchPool;
	runs: Runs;
	logger: Logger;
	lead: Pick<Lead, 'isHeld'>;
	every?: number;
	/** Rows of a kind looked through in one sweep where runs are missing; the next one goes on from there. */
	page?: number;
}): Sweep {
	const { pool, runs, logger, lead, every = deliveryLimits.sweepEvery, page: whole = WHOLE } = deps;
	const pause = withPause();
	/** Where the spot check of each kind goes on. */
	const reached = new Map<RunKind, string>();
	/** The same for the search where runs are missing, which begins at the first row. */
	const searched = new Map<RunKind, string>();
	/** Where the next sweep goes on pruning looks. */
	let pruned: PrunePlace | undefined;
	let stopped = false;

	async function once(): Promise<SweepResult> {
		const overdue = await findOverdue(pool);
		await atRate(overdue, (target) => runs.poke(target));
		let started = 0;
		for (const kind of MOST_URGENT_FIRST) started += await startMissing(kind);
		await pool.query(
			`DELETE FROM outbox WHERE delivered_at < clock_timestamp() - make_interval(secs => $1)`,
			[deliveryLimits.keepDelivered / 1000],
		);
		await forgetPlaces(pool);
		({ place: pruned } = await pruneLooks(pool, pruned));
		await pruneHits(pool);
		await forgetRecipientDomains(pool);
		await forgetImages(pool);
		return { poked: overdue.length, started };
	}

	async function startMissing(kind: RunKind): Promise<number> {
		const live = await countLive(pool, kind);
		if (live === 0) return 0;
		const isMissing = (await runs.countOpen(kind)) < live;
		const limit = isMissing ? whole : SPOT_CHECK;
		const place = isMissing ? searched : reached;
		if (!isMissing) searched.delete(kind);
		const page = await findLive(pool, kind, place.get(kind) ?? NIL, limit);
		place.set(kind, page.length === limit ? page.at(-1)!.id : NIL);
		let started = 0;
		await atRate(page, async (target) => {
			if (await runs.ensure(target)) started++;
		});
		return started;
	}

	async function atRate(
		targets: readonly RunTarget[],
		act: (target: RunTarget) => Promise<unknown>,
	): Promise<void> {
		for (let first = 0; first < targets.length && !stopped; first += AT_ONCE) {
			const began = performance.now();
			await Promise.all(targets.slice(first, first + AT_ONCE).map(act));
			const due = (AT_ONCE / deliveryLimits.perSecond) * 1000 - (performance.now() - began);
			if (due > 0 && first + AT_ONCE < targets.length)
				await new Promise((resolve) => setTimeout(resolve, due));
		}
	}

	const loop = async (): Promise<void> => {
		while (!stopped) {
			try {
				if (await lead.isHeld()) {
					const { poked, started } = await once();
					if (poked + started > 0) logger.info({ poked, started }, 'sweep');
				}
			} catch (error) {
				logger.warn({ err: error }, 'sweep: not done, tried again in a minute');
			}
			await pause.for(every);
		}
	};
	const running = loop();
	return {
		once,
		async stop() {
			stopped = true;
			pause.wake();
			await running;
		},
	};
}
