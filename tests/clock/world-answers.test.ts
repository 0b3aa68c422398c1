import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { advanceTimeTo } from '#activities/clock/advance-time-to.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { DemoBehaviourKey } from '#prisma/demo/behaviours.ts';
import { DEMO_PEOPLE } from '#prisma/demo/people.ts';
import { createEngagement } from '#tests/environment/engagement-rows.ts';
import { startSandboxRig, type SandboxRig } from '#tests/environment/sandbox-rig.ts';

/** The people of the demonstration world answer, and the product's watchers read them, while the clock is moved on. */
const DAY = 86_400_000;
let rig: SandboxRig;

beforeAll(async () => {
	rig = await startSandboxRig({ REFRAIN_WORKER_ROLES: 'runs, sends, mailbox-watch' });
});
afterAll(() => rig.stop());

/** What becomes of a run to somebody who behaves so, 40 days later. */
const ENDS: Partial<Record<DemoBehaviourKey, object>> = {
	silent: { state: 'failed', reason: 'ended-closing' },
	answers: { state: 'succeeded', reason: 'ended-reply' },
	'answers-without-references': { state: 'succeeded', reason: 'ended-reply' },
	'answers-new-thread': { state: 'succeeded', reason: 'ended-reply' },
	'answers-other-address': { state: 'succeeded', reason: 'ended-reply' },
	'asks-removal': { state: 'failed', reason: 'ended-objection' },
	'away-until': { state: 'failed', reason: 'ended-closing', awaySince: expect.any(Date) },
	acknowledges: { state: 'failed', reason: 'ended-closing' },
	'bounces-later': { state: 'failed', reason: 'ended-bounce' },
	'unknown-recipient': { state: 'failed', reason: 'ended-bounce' },
};

it('every behaviour that is read has its end, and the mailboxes are read while days pass', async () => {
	const { database } = rig.services;
	const runs = new Map<string, Awaited<ReturnType<typeof createEngagement>>>();
	for (const does of Object.keys(ENDS)) {
		const person = DEMO_PEOPLE.find(({ behaviour }) => behaviour.does === does);
		if (!person) throw new Error(`nobody of docs/demonstration-world/people.md ${does}`);
		const run = await createEngagement(rig.services, {
			subscriptionId: randomUUID(),
			startsIn: 0,
			mailbox: rig.mailbox,
			to: person.addresses[0]!,
		});
		runs.set(does, run);
		await database.inSubscription(run.subscriptionId, async (tx) => {
			const { firstName, lastName } = person;
			await tx.db.contact.updateMany({ data: { firstName, lastName } });
			await tx.db.sender.updateMany({ data: { gapMinSeconds: 0, gapMaxSeconds: 0 } });
			await tx.db.mailboxWatch.updateMany({ data: { caughtUpEpoch: 0, provenAt: null } });
			await poke(tx, 'mailbox', run.mailboxId);
			await poke(tx, 'engagement', run.id);
		});
	}
	const clock = { ...rig.clock, world: rig.world.client };
	await advanceTimeTo(clock, new Date((await rig.now()).getTime() + 40 * DAY));

	const ends: Record<string, unknown> = {};
	for (const [does, run] of runs) {
		ends[does] = await database.inSubscription(run.subscriptionId, ({ db }) =>
			db.engagement.findFirstOrThrow({ where: { id: run.id } }),
		);
	}
	expect(ends).toMatchObject(ENDS);
});
