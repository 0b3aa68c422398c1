import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ClockReading } from '#domain/clock/read-clock.ts';
import type { EngagementDetail } from '#domain/engagements/show/read-engagement.ts';
import type { Engaged } from '#domain/engagements/engage/engage-contact.ts';
import type { WorldMailLine } from '#platform/world/control-contract.ts';
import { CADRELUNE_USERS } from '#prisma/demo/subscriptions.ts';
import { demoId } from '#prisma/seed/demo-id.ts';
import { signInAsCaller, type Caller } from '#tests/environment/caller.ts';
import { advance, advanceUntil, arrived, DAY, HOUR } from '#tests/environment/move-clock.ts';
import { createProduct, type ProcessName, type Product } from '#tests/environment/product.ts';
import { until } from '#tests/environment/until.ts';

/** Élodie Pastourne (13), who never answers. */
const SOMEBODY = { id: demoId('cadrelune', 'contact', 13), address: 'elodie.pastourne@boisnoue.example' };

let product: Product;
let camille: Caller;
let engagementId: string;

beforeAll(async () => {
	product = createProduct();
	await product.start();
	camille = await signInAsCaller(product.address(), CADRELUNE_USERS.camille.address);
});
afterAll(() => product?.end());

const run = () => camille.ask<EngagementDetail>('engagements.readEngagement', { engagementId });
/** Message-IDs of what she received, newest first. */
const received = async () =>
	(await camille.ask<WorldMailLine[]>('world.listReceived', { person: SOMEBODY.address })).map(
		({ messageId }) => messageId,
	);
const hasLeft = (steps: number) => async () =>
	(await received()).length >= steps && (await run()).position > steps;

/** Kills it and waits until the launcher has brought it back, and pages are served. */
async function loses(name: ProcessName): Promise<void> {
	const before = product.pidOf(name);
	await product.kill(name);
	await until(
		`${name} is back`,
		async () => ({
			pid: product.pidOf(name),
			isServed: await camille.ask('clock.readClock').then(
				() => true,
				() => false,
			),
			output: product.output(),
		}),
		({ pid, isServed }) => pid !== undefined && pid !== before && isServed,
	);
}

it('a run begins, and its first mail leaves', async () => {
	const engaged = await camille.act<Engaged>('engagements.engageContact', {
		requestId: randomUUID(),
		contactId: SOMEBODY.id,
		sequenceId: demoId('cadrelune', 'sequence', 'SEQ-1'),
		confirmed: [],
	});
	({ engagementId } = engaged);
	await advanceUntil(camille, hasLeft(1));
	expect(await received()).toHaveLength(1);
});

it.each(['worker', 'web', 'temporal', 'world', 'postgres'] as const)(
	'%s is killed: the launcher brings it back, and the run stands where it stood',
	async (name) => {
		const { position } = await run();
		const before = await received();
		await loses(name);
		expect((await run()).position).toBe(position);
		expect(await received()).toEqual(before);
	},
);

it('the worker is killed while time moves forward: the journey goes on, the second mail leaves once', async () => {
	const { at } = await camille.ask<ClockReading>('clock.readClock');
	await camille.act('clock.advanceTime', { to: new Date(at.getTime() + 8 * DAY) });
	await loses('worker');
	await arrived(camille);
	await advanceUntil(camille, hasLeft(2));
	const mails = await received();
	expect(mails).toHaveLength(2);
	expect(new Set(mails).size).toBe(2);
});

it('the launcher is killed and started again: same clock, same run, and the third mail leaves once', async () => {
	const address = product.address();
	const before = { run: await run(), clock: await camille.ask<ClockReading>('clock.readClock') };
	await product.kill('launcher');
	await product.start();
	expect(product.address()).toBe(address);
	const clock = await camille.ask<ClockReading>('clock.readClock');
	expect(clock.at.getTime() - before.clock.at.getTime()).toBeGreaterThan(0);
	expect(clock.at.getTime() - before.clock.at.getTime()).toBeLessThan(HOUR);
	expect((await run()).position).toBe(before.run.position);
	await advance(camille, 8 * DAY);
	await advanceUntil(camille, hasLeft(3));
	expect(new Set(await received()).size).toBe(3);
	expect(await received()).toHaveLength(3);
});
