import { afterEach, beforeEach, expect, it } from 'vitest';
import { until, untilEqual } from '#tests/environment/until.ts';
import { openSlowHostRig, type SlowHostRig } from './slow-host.ts';

/** Send slots of a worker by configuration, a third of them a host's. */
const SLOTS = 50;
const SHARE = 16;

let rig: SlowHostRig;
beforeEach(async () => {
	rig = await openSlowHostRig();
});
afterEach(() => rig?.close());

/** Lets whatever hangs go on until as many mails were kept. */
async function releaseUntilKept(mails: number): Promise<void> {
	await until(
		`${mails} mails have left`,
		() => {
			rig.slow.release('354');
			return rig.slow.copies.length;
		},
		(kept) => kept >= mails,
	);
}

const engageSlow = (logins: readonly string[]) => Promise.all(logins.map((login) => rig.engageSlow(login)));
const startAll = async (contacts: Awaited<ReturnType<typeof engageSlow>>) => {
	for (const contact of contacts) await rig.start(contact);
};

const hangingAndWaiting = async () => ({
	...rig.conversations(),
	waiting: (await rig.reasons())['host-busy'] ?? 0,
});

it('one slow host starves nobody: 60 accounts hang or wait, and a step at another host leaves at once', async () => {
	// Each account a customer of its own: no tenant's limit helps the worker.
	const slow = await engageSlow(Array.from({ length: 60 }, (_, place) => `camille@customer${place}.example`));
	await rig.startWorker({ REFRAIN_SEND_SLOTS: String(SLOTS) });
	await startAll(slow);
	await until(
		'the host has its share, and everybody else waits',
		hangingAndWaiting,
		({ open, waiting }) => open === SHARE && waiting === slow.length - SHARE,
	);

	const quick = await rig.engageQuick('camille@healthy.example');
	const from = performance.now();
	await rig.start(quick);
	await rig.quick.until('kept');
	const seconds = (performance.now() - from) / 1_000;
	expect(rig.conversations()).toEqual({ open: SHARE, most: SHARE });
	expect(rig.slow.copies).toEqual([]);
	console.log(`beside 60 accounts of a slow host a step left after ${seconds.toFixed(2)} s (goal: 5 s)`);

	// What waited for a place claimed nothing, tried nothing and told nobody.
	const waiting = await Promise.all(slow.map((contact) => rig.rowsOf(contact)));
	const busy = waiting.filter(({ engagement }) => engagement.reason === 'host-busy');
	expect(busy).toHaveLength(slow.length - SHARE);
	for (const { engagement, send, attempts, events } of busy) {
		expect(engagement).toMatchObject({ state: 'waiting', reasonUntil: expect.any(Date) });
		expect(engagement.plannedAt).toEqual(engagement.reasonUntil);
		expect({ send, attempts, events }).toEqual({ send: null, attempts: 0, events: [] });
	}

	await releaseUntilKept(slow.length);
	await untilEqual('nobody waits', () => rig.reasons(), { 'closing-delay': slow.length + 1 });
	expect(rig.slow.copies).toHaveLength(slow.length);
	expect(rig.conversations().most).toBe(SHARE);
	const ended = await Promise.all(slow.map((contact) => rig.rowsOf(contact)));
	expect(ended.map(({ attempts, send }) => [attempts, send?.refusals])).toEqual(slow.map(() => [1, 0]));
});

it('two workers share what a host grants a tenant', async () => {
	const slow = await engageSlow(Array.from({ length: 8 }, (_, place) => `seller${place}@customer.example`));
	const environment = { REFRAIN_SENDS_PER_HOST: '2' };
	await Promise.all([rig.startWorker(environment), rig.startWorker(environment)]);
	await startAll(slow);
	await until(
		'two hang, and six wait',
		hangingAndWaiting,
		({ open, waiting }) => open === 2 && waiting === 6,
	);
	await releaseUntilKept(slow.length);
	await untilEqual('nobody waits', () => rig.reasons(), { 'closing-delay': slow.length });
	expect(rig.slow.copies).toHaveLength(slow.length);
	expect(rig.conversations().most).toBe(2);
});

it('a killed worker frees its places: nothing is stuck, and each mail leaves once', async () => {
	const slow = await engageSlow(['camille@customer.example', 'hugo@customer.example']);
	const environment = {
		REFRAIN_SENDS_PER_HOST: '1',
		REFRAIN_SEND_PLACE_LEASE: '6s',
		REFRAIN_SEND_HEARTBEAT: '6s',
	};
	const first = await rig.startWorker(environment);
	await startAll(slow);
	await until(
		'one hangs, and one waits',
		hangingAndWaiting,
		({ open, waiting }) => open === 1 && waiting === 1,
	);
	await first.kill();
	await rig.startWorker(environment);
	await releaseUntilKept(slow.length);
	await untilEqual('nobody waits', () => rig.reasons(), { 'closing-delay': slow.length });
	expect(rig.slow.copies).toHaveLength(slow.length);
});
