import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sendIdOf } from '#domain/engagements/look/send-id.ts';
import { pauseEngagement } from '#domain/engagements/acts/pause-engagement.ts';
import { writeTestMail } from '#domain/mails/write-test-mail.ts';
import { RUN_REGISTRY } from '#domain/runs/registry.ts';
import { suppress } from '#domain/suppressions/suppress.ts';
import type { EngagedContact } from '#tests/crash/engaged-contact.ts';
import { SendRig } from '#tests/crash/send-rig.ts';
import type { Look } from '#workflows/contracts/look.ts';

let rig: SendRig;
beforeAll(async () => {
	// One conversation at a time.
	rig = await SendRig.open({ perHost: 1 });
});
afterAll(() => rig?.close());

/** The look of a step whose conversation hangs at 354. */
let hanging: Promise<Look> | undefined;
afterEach(async () => {
	rig.smtp.release('354');
	await hanging;
	hanging = undefined;
	for (const table of ['outbox', 'host_wait', 'host_place']) await rig.pool.query(`DELETE FROM ${table}`);
});

async function hang(): Promise<EngagedContact> {
	const contact = await rig.engage('hold354');
	hanging = rig.step(contact);
	await rig.smtp.until('held', ({ to }) => to === contact.address);
	return contact;
}

async function letGo(): Promise<void> {
	rig.smtp.release('354');
	expect(await hanging).toMatchObject({ reason: 'closing-delay' });
}

const poked = async () =>
	(
		await rig.pool.query<{ subscription_id: string; workflow: string; target_id: string }>(
			`SELECT subscription_id, workflow, target_id FROM outbox ORDER BY id`,
		)
	).map(({ subscription_id, workflow, target_id }) => `${subscription_id} ${workflow}/${target_id}`);

const eventsOf = (contact: EngagedContact) => rig.inside(contact, ({ db }) => db.event.count());

const actorOf = async (contact: EngagedContact) => {
	const { id: userId, licence } = await rig.inside(contact, ({ db }) => db.user.findFirstOrThrow());
	return { subscriptionId: contact.subscriptionId, userId, licence };
};

describe('a step whose host has no place', () => {
	it('claims nothing, says why and until when, and leaves as soon as it is poked', async () => {
		await hang();
		const waiting = await rig.engage('anybody');
		const look = await rig.step(waiting);
		expect(look).toMatchObject({ ended: false, reason: 'host-busy' });
		const { engagement, send } = await rig.rowsOf(waiting);
		expect(engagement).toMatchObject({ state: 'waiting', reason: 'host-busy' });
		expect(engagement.reasonUntil!.getTime()).toBeGreaterThan(engagement.reasonSince.getTime());
		expect([engagement.plannedAt, engagement.nextLookAt]).toEqual(Array(2).fill(engagement.reasonUntil));
		expect(send).toBeNull();
		const { gates } = await rig.inside(waiting, ({ db }) =>
			db.engagementLook.findFirstOrThrow({ orderBy: { at: 'desc' } }),
		);
		expect((gates as { decides: boolean }[]).filter(({ decides }) => decides)).toMatchObject([
			{ gate: 'host', answer: 'waits', reason: 'host-busy' },
		]);

		// However often it looks, it is the same wait, and nobody reads of it.
		await rig.step(waiting);
		expect((await rig.rowsOf(waiting)).engagement.reasonSince).toEqual(engagement.reasonSince);
		expect(await eventsOf(waiting)).toBe(0);
		expect(await poked()).toEqual([]);

		await letGo();
		expect(await poked()).toEqual([`${waiting.subscriptionId} engagement/${waiting.engagementId}`]);
		expect(await rig.step(waiting)).toMatchObject({ reason: 'closing-delay' });
		expect((await rig.rowsOf(waiting)).send).toMatchObject({ state: 'accepted', refusals: 0 });
		expect(await rig.attemptsOf(waiting)).toHaveLength(1);
	});

	it('waits also where its row did not say that it was due', async () => {
		await hang();
		const waiting = await rig.engage('anybody');
		await rig.inside(waiting, ({ db }) =>
			db.engagement.updateMany({ data: { state: 'blocked', reason: 'mailbox-lost' } }),
		);
		expect(await rig.step(waiting)).toMatchObject({ reason: 'host-busy' });
		expect((await rig.rowsOf(waiting)).send).toBeNull();
		await letGo();
		expect(await rig.step(waiting)).toMatchObject({ reason: 'closing-delay' });
	});

	it('keeps the slot that it had', async () => {
		await hang();
		const waiting = await rig.engage('anybody');
		const slots = () => rig.inside(waiting, ({ db }) => db.senderSlot.findMany());
		await rig.step(waiting);
		expect(await slots()).toEqual([]);
		await rig.inside(waiting, async ({ db, at, subscriptionId }) => {
			const { engagementId, senderId } = waiting;
			const sendId = sendIdOf(engagementId, 1, 1);
			await db.senderSlot.create({
				data: { subscriptionId, sendId, senderId, engagementId, plannedAt: at, isFirstContact: true },
			});
		});
		const before = await slots();
		expect(await rig.step(waiting)).toMatchObject({ reason: 'host-busy' });
		expect(await slots()).toEqual(before);
	});

	it('says a stronger reason where there is one, and ends where it may never leave', async () => {
		await hang();
		const paused = await rig.engage('anybody');
		const gone = await rig.engage('anybody');
		await rig.step(paused);
		await rig.step(gone);
		const actor = await actorOf(paused);
		const input = { requestId: randomUUID(), engagementId: paused.engagementId };
		await rig.inside(paused, (tx) => pauseEngagement(tx, actor, input));
		expect(await rig.step(paused)).toMatchObject({ reason: 'paused-by-user' });
		await rig.inside(gone, (tx) => suppress(tx, rig.envelopes, { address: gone.address, cause: 'manual' }));
		expect(await rig.step(gone)).toMatchObject({ ended: true });
	});

	it('gives its place back at once where its gates have closed', async () => {
		const contact = await rig.engage('anybody');
		await rig.inside(contact, ({ db }) => db.mailbox.updateMany({ data: { state: 'lost' } }));
		expect(await rig.step(contact)).toMatchObject({ reason: 'mailbox-lost' });
		const next = await rig.engage('anybody');
		expect(await rig.step(next)).toMatchObject({ reason: 'closing-delay' });
	});
});

describe('a step that turns out to be another mail than its row said', () => {
	it('takes one place, not two', async () => {
		const contact = await rig.engage('later451');
		const { wait } = await rig.step(contact);
		await rig.advance(contact, wait);
		const address = `anybody.${randomUUID()}@people.example`;
		await rig.inside(contact, ({ db }) => db.contactAddress.updateMany({ data: { address } }));
		expect(await rig.step(contact)).toMatchObject({ reason: 'closing-delay' });
		expect(rig.smtp.copies.filter(({ to }) => to === address)).toHaveLength(1);
	});
});

describe('a mail that a person wrote', () => {
	it('waits in the same line, and support sees why', async () => {
		await hang();
		const contact = await rig.engage('anybody');
		const actor = await actorOf(contact);
		const { sendId } = await rig.inside(contact, (tx) =>
			writeTestMail(tx, actor, {
				requestId: randomUUID(),
				subject: 'Bonjour',
				bodyHtml: '<p>Bonjour</p>',
				contactId: contact.contactId,
				language: 'fr',
				unsubscribeUrl: 'https://refrain.example/u/test',
			}),
		);
		await rig.pool.query('DELETE FROM outbox');
		const write = () =>
			rig.run(rig.activities.sendMessage, { subscriptionId: contact.subscriptionId, id: sendId });
		const look = await write();
		expect(look).toMatchObject({ ended: false, reason: 'host-busy' });
		expect(look.wait).toBeGreaterThan(1);
		const shown = async () =>
			rig.database.asSupport(({ db }) =>
				db.$queryRawUnsafe<{ state: string; reason: string; next_at: Date | null }[]>(
					`WITH limits AS (SELECT interval '10 minutes' AS proof_fresh)
					SELECT state, reason, next_at FROM (${RUN_REGISTRY.message.shown}) shown WHERE id = $1::uuid`,
					sendId,
				),
			);
		expect(await shown()).toEqual([{ state: 'waiting', reason: 'host-busy', next_at: expect.any(Date) }]);
		await letGo();
		expect(await poked()).toEqual([`${contact.subscriptionId} message/${sendId}`]);
		expect(await write()).toMatchObject({ ended: true });
		expect(await shown()).toMatchObject([{ state: 'succeeded', reason: 'message-sent' }]);
	});
});
