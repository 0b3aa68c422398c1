import { setTimeout as sleep } from 'node:timers/promises';
import { openTemporal } from '#platform/temporal/client.ts';
import { startWorkerProcess } from '#tests/environment/worker-process.ts';
import { startCuttingProxy } from '#tests/mail-servers/cutting-proxy.ts';
import type { DovecotServer } from '#tests/mail-servers/dovecot.ts';
import { createRuns } from '#worker/runs.ts';
import { runId } from '#workflows/contracts/run-ref.ts';
import type { BenchServers } from './bench-servers.ts';
import { createIdleMailboxes } from './idle-mailboxes.ts';
import { memoryOf, TELLS_MEMORY, type ProcessMemory } from './process-memory.ts';
import type { Product } from './product.ts';

/** What idle mailboxes cost their worker, and how they come back. */
export interface IdleFigures {
	readonly mailboxes: number;
	/** Of `worker/main.ts` with all its roles, a process of its own. */
	readonly memory: ProcessMemory;
	/** Seconds until each had been proven, from the first poke. */
	readonly watchedWithin: number;
	/** After every connection was cut at once: seconds until each was proven again, and the most connections to their host in a second. */
	readonly backWithin: number;
	readonly connectionsPerSecond: number;
	/** The one at another host, whose connection was cut at the same moment: seconds. */
	readonly elsewhereBackWithin: number;
}

/** Milliseconds in which all must be watched, and watched again: on a busy machine, too. */
const LONGEST = 600_000;
/** Milliseconds from the last proof to IDLE. */
const SETTLING = 10_000;

/** Watches so many empty mailboxes, as `npm start` does; then every line is cut at once. */
export async function measureIdle(
	servers: BenchServers,
	product: Product,
	dovecot: DovecotServer,
	mailboxes: number,
): Promise<IdleFigures> {
	const { config, services, environment } = product;
	const [here, elsewhere] = [
		await startCuttingProxy(dovecot.imapsPort),
		await startCuttingProxy(dovecot.imapsPort),
	];
	const ports = { here: here.port, elsewhere: elsewhere.port };
	const boxes = await createIdleMailboxes(servers, product, dovecot, mailboxes, ports);
	const { subscriptionId } = boxes;
	const worker = startWorkerProcess(
		{
			...environment,
			REFRAIN_ALLOWED_PRIVATE_HOSTS: dovecot.host,
			NODE_EXTRA_CA_CERTS: dovecot.authorityFile,
			REFRAIN_LOG_LEVEL: 'error',
		},
		TELLS_MEMORY,
	);
	const temporal = openTemporal(config.temporal);
	try {
		await worker.ready;
		const { poke } = createRuns(temporal.client);
		const begun = new Date();
		for (const id of boxes.ids) await poke({ kind: 'mailbox', subscriptionId, id, ownerId: null });
		const watched = await untilProven(begun);
		await sleep(SETTLING);
		const memory = await memoryOf(worker.child);
		const [cutAt, cut] = [new Date(), performance.now()];
		for (const proxy of [here, elsewhere]) proxy.cut();
		const back = await untilProven(cutAt);
		return {
			mailboxes,
			memory,
			watchedWithin: secondsSince(begun, watched),
			backWithin: secondsSince(cutAt, back),
			connectionsPerSecond: mostInOneSecond(here.madeAt.filter((at) => at > cut)),
			elsewhereBackWithin: (back.get(boxes.elsewhere)! - cutAt.getTime()) / 1_000,
		};
	} finally {
		await worker.stop();
		// What is missing is started anew by whoever sweeps; nobody watches what is deleted.
		await services.database.inSubscription(subscriptionId, ({ db }) =>
			db.mailbox.updateMany({ data: { deletedAt: new Date() } }),
		);
		for (const id of boxes.ids) await temporal.client.workflow.getHandle(runId('mailbox', id)).terminate();
		await temporal.close();
		for (const proxy of [here, elsewhere]) await proxy.close();
	}

	/** @returns when each was proven first since then. */
	async function untilProven(since: Date): Promise<Map<string, number>> {
		const first = new Map<string, number>();
		const end = performance.now() + LONGEST;
		while (first.size < mailboxes) {
			if (performance.now() > end) throw new Error(`${first.size} of ${mailboxes} mailboxes are watched`);
			const proven = await services.database.inSubscription(subscriptionId, ({ db }) =>
				db.mailboxWatch.findMany({ where: { provenAt: { gt: since } } }),
			);
			for (const { mailboxId, provenAt } of proven)
				if (!first.has(mailboxId)) first.set(mailboxId, provenAt!.getTime());
			await sleep(250);
		}
		return first;
	}
}

function secondsSince(from: Date, instants: ReadonlyMap<string, number>): number {
	return (Math.max(...instants.values()) - from.getTime()) / 1_000;
}

function mostInOneSecond(instants: readonly number[]): number {
	return Math.max(...instants.map((from) => instants.filter((at) => at >= from && at < from + 1_000).length));
}
