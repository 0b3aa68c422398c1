import { setTimeout as sleep } from 'node:timers/promises';
import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { Config } from '#platform/config.ts';
import type { WorkerRole } from '#platform/config-values.ts';
import type { Logger } from '#platform/logging.ts';
import { MAILBOX_WATCH, NEWSLETTERS, RUNS, SENDS } from '#workflows/contracts/task-queues.ts';
import { TIMEOUTS } from '#workflows/contracts/timeouts.ts';
import { newsletterLimits } from '#platform/newsletter-limits.ts';
import { workflowCacheSize } from './cache-size.ts';
import { namelessFailures } from './nameless-failures.ts';

type Activities = Record<string, (...args: never[]) => Promise<unknown>>;

/** The activities of each role, by the queue of the same name. */
export type ActivitiesByRole = Readonly<Partial<Record<WorkerRole, Activities>>>;

/** The Temporal workers of this process. */
export interface TemporalWorkers {
	/** States by role, such as RUNNING. */
	states(): Record<string, string>;
	/** Resolves when all have ended; rejects where one of them failed, unless it was asked to stop. */
	readonly running: Promise<void>;
	/** Drains: nothing new is taken, what runs ends within its role's grace; what does not is left, and holds up no other role. */
	stop(): Promise<void>;
}

const QUEUES: Record<WorkerRole, string> = {
	runs: RUNS,
	sends: SENDS,
	newsletters: NEWSLETTERS,
	'mailbox-watch': MAILBOX_WATCH,
};

/** What a look may take to end when the process is asked to. */
const RUNS_GRACE = 5_000;
const FORCE_AFTER_GRACE = 1_000;
/** The SDK's own end of a worker that it has cut may never come. */
const GIVEN_UP_AFTER_GRACE = FORCE_AFTER_GRACE + 2_000;
/** A killed worker's runs wait so long for it, the SDK's ten seconds otherwise: on one machine nobody else has them in memory. */
const ALONE_TAKES_WITHIN = 2_000;

/** Takes the tasks of the roles given, over one connection. */
export async function startTemporalWorkers(options: {
	readonly config: Pick<Config, 'temporal' | 'sends' | 'watch' | 'worker' | 'oneMachine'>;
	/** Path of the workflow bundle. */
	readonly bundle: string;
	readonly activities: ActivitiesByRole;
	readonly logger: Logger;
}): Promise<TemporalWorkers> {
	const { config, activities, logger } = options;
	const { address, namespace, tls, apiKey } = config.temporal;
	const connection = await NativeConnection.connect({ address, tls, ...(apiKey ? { apiKey } : {}) });

	// A third of the silence that is granted: one lost heartbeat loses nothing.
	const beating = (heartbeat: number) => ({
		maxHeartbeatThrottleInterval: heartbeat / 3,
		defaultHeartbeatThrottleInterval: heartbeat / 3,
	});
	const byRole: Record<WorkerRole, Partial<WorkerOptions>> = {
		runs: {
			workflowBundle: { codePath: options.bundle },
			maxCachedWorkflows: config.worker.workflowCache ?? workflowCacheSize(),
			workflowThreadPoolSize: 2,
			shutdownGraceTime: RUNS_GRACE,
			// Its one activity that heartbeats is a lap of the clock.
			...beating(TIMEOUTS.lapHeartbeat),
			...(config.oneMachine ? { stickyQueueScheduleToStartTimeout: ALONE_TAKES_WITHIN } : {}),
		},
		sends: {
			maxConcurrentActivityTaskExecutions: config.sends.slots,
			shutdownGraceTime: config.sends.drain,
			...beating(config.sends.heartbeat),
		},
		newsletters: {
			maxConcurrentActivityTaskExecutions: newsletterLimits.slots,
			// Nothing more is armed from then on; answers to dots are waited for.
			shutdownGraceTime: 0,
			shutdownForceTime: newsletterLimits.dotWithin,
			...beating(newsletterLimits.heartbeat),
		},
		'mailbox-watch': {
			maxConcurrentActivityTaskExecutions: config.watch.slots,
			// A watch is cut at once: another worker takes it up from its cursor.
			shutdownGraceTime: 0,
			...beating(config.watch.heartbeat),
		},
	};
	const workers = new Map<WorkerRole, Worker>();
	for (const role of config.worker.roles) {
		if (!activities[role]) continue;
		const grace = Number(byRole[role].shutdownGraceTime);
		const worker = await Worker.create({
			connection,
			namespace,
			taskQueue: QUEUES[role],
			activities: activities[role],
			...byRole[role],
			shutdownForceTime: byRole[role].shutdownForceTime ?? grace + FORCE_AFTER_GRACE,
			interceptors: { activity: [namelessFailures(logger)] },
		});
		workers.set(role, worker);
	}
	let isStopping = false;
	const runOf = async (role: WorkerRole, worker: Worker): Promise<void> => {
		try {
			await worker.run();
		} catch (error) {
			if (!isStopping) throw error;
			// A failure would end the process, and with it the mails that another role still drains.
			logger.warn({ err: error, role }, 'a Temporal worker did not end within its grace');
		}
	};
	const ends = new Map([...workers].map(([role, worker]) => [role, runOf(role, worker)]));
	const running = Promise.all(ends.values()).then(() => {});
	const givenUp = (role: WorkerRole): Promise<void> =>
		sleep(endsWithin(byRole[role]) + GIVEN_UP_AFTER_GRACE, undefined, { ref: false });
	return {
		running,
		states: () => Object.fromEntries([...workers].map(([role, worker]) => [role, worker.getState()])),
		async stop() {
			isStopping = true;
			for (const worker of workers.values()) if (worker.getState() === 'RUNNING') worker.shutdown();
			await Promise.allSettled([...ends].map(([role, end]) => Promise.race([end, givenUp(role)])));
			// A worker that was given up holds it to the end of the process.
			await connection
				.close()
				.catch((error: unknown) => logger.debug({ err: error }, 'the line to Temporal stays open'));
		},
	};
}

/** Milliseconds that a stopping worker grants in all. */
function endsWithin({ shutdownGraceTime, shutdownForceTime }: Partial<WorkerOptions>): number {
	return Number(shutdownForceTime ?? shutdownGraceTime);
}
