import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { poke, pokeAll } from '#domain/outbox/poke.ts';
import { openTemporal } from '#platform/temporal/client.ts';
import { startDispatcher, type Dispatcher } from './dispatcher.ts';
import { createRuns } from './runs.ts';
import { countLooks, createEngagement } from '#tests/environment/engagement-rows.ts';
import { startWorkerRig, type WorkerRig } from '#tests/environment/worker-rig.ts';

const HOUR = 3_600_000;
let rig: WorkerRig;

beforeAll(async () => {
	rig = await startWorkerRig();
});
afterAll(() => rig.stop());

function dispatch(runs = rig.runs): Promise<Dispatcher> {
	const { pool, logger } = rig.services;
	return startDispatcher({ databaseUrl: rig.config.database.url, pool, runs, logger });
}

async function pending(): Promise<number> {
	const [row] = await rig.services.pool.query<{ count: number }>(
		'SELECT count(*)::int FROM outbox WHERE delivered_at IS NULL',
	);
	return row!.count;
}

describe('the dispatcher', () => {
	let dispatcher: Dispatcher;
	beforeAll(async () => {
		dispatcher = await dispatch();
	});
	afterAll(() => dispatcher.stop());

	it('starts the run of a committed poke at once, with who it is for', async () => {
		const run = await createEngagement(rig.services, { startsIn: HOUR });
		await rig.services.database.inSubscription(run.subscriptionId, (tx) => poke(tx, 'engagement', run.id));
		await expect.poll(() => countLooks(rig.services, run)).toBe(1);
		const { searchAttributes, type, status } = await rig.client.workflow
			.getHandle(`engagement/${run.id}`)
			.describe();
		expect({ searchAttributes, type, status: status.name }).toMatchObject({
			type: 'engagement',
			status: 'RUNNING',
			searchAttributes: {
				RefrainSubscription: [run.subscriptionId],
				RefrainKind: ['engagement'],
				RefrainOwner: [run.userId],
			},
		});
	});

	it('gives one more look for one more poke, and one for many of the same moment', async () => {
		const run = await createEngagement(rig.services, { startsIn: HOUR });
		const pokeTimes = (times: number) =>
			rig.services.database.inSubscription(run.subscriptionId, async (tx) => {
				for (let time = 0; time < times; time++) await poke(tx, 'engagement', run.id);
			});
		await pokeTimes(1);
		await expect.poll(() => countLooks(rig.services, run)).toBe(1);
		await pokeTimes(20);
		await expect.poll(() => countLooks(rig.services, run)).toBe(2);
		await expect.poll(pending).toBe(0);
		expect(await countLooks(rig.services, run)).toBe(2);
	});

	it('delivers nothing of a transaction that was taken back', async () => {
		const run = await createEngagement(rig.services, { startsIn: HOUR });
		await expect(
			rig.services.database.inSubscription(run.subscriptionId, async (tx) => {
				await poke(tx, 'engagement', run.id);
				throw new Error('taken back');
			}),
		).rejects.toThrow('taken back');
		expect(await pending()).toBe(0);
	});

	it('lets the pokes of a bulk command trail behind, so that a single one overtakes them', async () => {
		const bulk = await createEngagement(rig.services, { startsIn: HOUR });
		const single = await createEngagement(rig.services, { startsIn: HOUR });
		const strangers = Array.from({ length: 150 }, () => crypto.randomUUID());
		await rig.services.database.inSubscription(bulk.subscriptionId, (tx) =>
			pokeAll(tx, 'engagement', [...strangers, bulk.id]),
		);
		await rig.services.database.inSubscription(single.subscriptionId, (tx) =>
			poke(tx, 'engagement', single.id),
		);
		await expect.poll(() => countLooks(rig.services, single)).toBe(1);
		await expect.poll(() => countLooks(rig.services, bulk)).toBe(1);
		expect(await firstLook(single)).toBeLessThan(await firstLook(bulk));
	});
});

describe('with Temporal stopped', () => {
	it('keeps what cannot be delivered and delivers it when Temporal is back', async () => {
		const door = await openDoor(inject('temporalAddress'));
		await door.close();
		const temporal = openTemporal({ ...rig.config.temporal, address: `127.0.0.1:${door.port}` });
		const dispatcher = await dispatch(createRuns(temporal.client));
		const run = await createEngagement(rig.services, { startsIn: HOUR });
		await rig.services.database.inSubscription(run.subscriptionId, (tx) => poke(tx, 'engagement', run.id));
		const attempts = async () =>
			(
				await rig.services.pool.query<{ attempts: number }>(
					'SELECT attempts FROM outbox WHERE target_id = $1',
					[run.id],
				)
			)[0]!.attempts;
		await expect.poll(attempts).toBeGreaterThanOrEqual(2);
		expect(await countLooks(rig.services, run)).toBe(0);
		await door.open();
		await expect.poll(() => countLooks(rig.services, run)).toBe(1);
		await dispatcher.stop();
		await temporal.close();
		await door.close();
	});
});

/** A TCP door before the Temporal server that can be shut: its address stays the same. */
async function openDoor(
	target: string,
): Promise<{ port: number; open(): Promise<void>; close(): Promise<void> }> {
	const [host, targetPort] = target.split(':') as [string, string];
	const sockets = new Set<Socket>();
	let server: Server | undefined;
	const listen = (port: number) =>
		new Promise<number>((resolve, reject) => {
			server = createServer((inside) => {
				const outside = connect({ host, port: Number(targetPort) });
				for (const socket of [inside, outside]) {
					sockets.add(socket);
					socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
				}
				inside.pipe(outside).pipe(inside);
			});
			server.once('error', reject);
			server.listen(port, '127.0.0.1', () => resolve((server!.address() as { port: number }).port));
		});
	const port = await listen(0);
	return {
		port,
		open: async () => void (await listen(port)),
		async close() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server!.close(resolve));
		},
	};
}

async function firstLook(run: { subscriptionId: string; id: string }): Promise<number> {
	const look = await rig.services.database.inSubscription(run.subscriptionId, ({ db }) =>
		db.engagementLook.findFirstOrThrow({ where: { engagementId: run.id }, orderBy: { at: 'asc' } }),
	);
	return look.at.getTime();
}
