import { STEP_GATES } from '#domain/gates/decision.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordGivenBack } from '#domain/sends/record-outcome.ts';
import { recordDeferred } from './record-deferred.ts';
import { recordRefused } from './record-refused.ts';
import { settleSend } from './settle-send.ts';
import { DAY, HOUR, MINUTE, Office } from '#tests/environment/office.ts';
import { pokeMailboxRuns } from '#domain/outbox/poke-mailbox-runs.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('run-of-steps');
});
afterAll(() => office?.close());

describe('from engaged to ended', () => {
	it('leaves step by step, waits its delays, closes, and fails without a reply', async () => {
		const { id, companyId } = await office.engaged({ delays: [0, 4], onFailure: [farAway] });
		expect(await office.run(id)).toMatchObject({ state: 'scheduled', reason: 'before-start', position: 1 });
		const first = await office.leave(id);
		const waiting = await office.run(id);
		expect(waiting).toMatchObject({
			state: 'running',
			reason: 'step-delay',
			position: 2,
			reasonDetails: { step: 2, steps: 2 },
			lastAcceptedSendId: first,
		});
		expect(waiting.nextLookAt).toEqual(waiting.plannedAt);
		expect(waiting.nextLookAt!.getTime() - waiting.lastSentAt!.getTime()).toBe(4 * DAY);
		expect(await office.look(id)).toMatchObject({ kind: 'wait', reason: 'step-delay' });

		await office.leaveNext(id);
		const closing = await office.run(id);
		expect(closing).toMatchObject({ state: 'closing', reason: 'closing-delay', position: 3 });
		expect(closing.closingEndsAt!.getTime() - closing.lastSentAt!.getTime()).toBe(7 * DAY);

		await office.advanceTo(closing.closingEndsAt!);
		expect(await office.look(id)).toEqual({ kind: 'ended' });
		expect(await office.run(id)).toMatchObject({
			state: 'failed',
			reason: 'ended-closing',
			nextLookAt: null,
		});
		expect(await office.relance(companyId)).toMatchObject({ priority: 'low' });
		expect(await office.events(id)).toEqual(
			expect.arrayContaining(['engaged', 'step-sent', 'step-sent', 'engagement-failed', 'relance-created']),
		);
		expect(await office.look(id)).toEqual({ kind: 'ended' });
	});

	it('stores every evaluation whole, and pokes the run that was engaged', async () => {
		const { id } = await office.engaged();
		await office.look(id);
		const looks = await office.tx(({ db }) => db.engagementLook.findMany({ where: { engagementId: id } }));
		expect(looks.length).toBe(2);
		for (const { gates } of looks) expect((gates as object[]).length).toBe(STEP_GATES.length);
		const poked = await office.tx(({ db }) =>
			db.outbox.count({ where: { targetId: id, workflow: 'engagement' } }),
		);
		expect(poked).toBe(1);
	});

	it('a look at a row of nobody ends the run', async () => {
		expect(await office.look('00000000-0000-4000-8000-000000000000')).toEqual({ kind: 'ended' });
	});

	it('begins on its start date, in the first window of that day', async () => {
		const { contactId } = await office.contact();
		const window = { days: [1, 2, 3, 4, 5, 6, 7], from: 540, to: 1_080 };
		const sequenceId = await office.sequence({ window });
		const start = await office.dayIn(180);
		const id = await office.engage({ contactId, sequenceId, startOn: start });
		const run = await office.run(id);
		expect(run).toMatchObject({ state: 'scheduled', reason: 'before-start' });
		const local = run.reasonUntil!.toLocaleString('sv', { timeZone: 'Europe/Paris' });
		expect(local).toBe(`${start} 09:00:00`);
	});
});

const farAway = {
	kind: 'relance',
	priority: 'low',
	days: 365,
	follower: 'responsible',
	tag: { kind: 'leave' },
} as const;

describe('what a server answers', () => {
	const greylisted = { code: 'greylisted', matter: 'recipient', status: '4.7.1', replyCode: 451 } as const;
	const defer = async (
		id: string,
		fault: Parameters<typeof recordDeferred>[1]['fault'],
		outcome: Parameters<typeof recordDeferred>[1]['outcome'] = 'deferred',
	) => {
		const claimed = (await office.claim(id))!;
		await office.tx(async (tx) => {
			await tx.db.send.updateMany({ where: { id: claimed.sendId }, data: { state: 'ready' } });
			await recordDeferred(tx, { outcome, engagementId: id, sendId: claimed.sendId, fault });
		});
	};

	it('asks a refusing server again after 15 min, 1 h, 4 h, then daily, and gives up after 8 tries (5.5-1)', async () => {
		const { id, address } = await office.engaged();
		const waits: number[] = [];
		for (let time = 1; time <= 8; time++) {
			await defer(id, greylisted);
			const run = await office.run(id);
			if (run.endedAt) break;
			expect(run).toMatchObject({ state: 'waiting', reason: 'recipient-later' });
			expect(run.reasonDetails).toEqual({ count: time + 1, max: 8 });
			waits.push((run.reasonUntil!.getTime() - (await office.now()).getTime()) / MINUTE);
			await office.advanceTo(run.reasonUntil!);
		}
		expect(waits.map(Math.round)).toEqual([15, 60, 240, 1_440, 1_440, 1_440, 1_440]);
		expect(await office.run(id)).toMatchObject({ state: 'failed', reason: 'ended-unreachable' });
		expect(address).toBeTruthy();
	});

	it('its own server that refuses after the dot counts among the tries, before the dot it does not', async () => {
		const { id } = await office.engaged();
		const later = { code: 'server-later', matter: 'server', replyCode: 421 } as const;
		const reasons: [string, number, number | undefined][] = [];
		for (const outcome of ['deferred', 'deferred-after-dot', 'deferred', 'deferred-after-dot'] as const) {
			await defer(id, later, outcome);
			const { reason, reasonUntil, reasonDetails } = await office.run(id);
			const wait = (reasonUntil!.getTime() - (await office.now()).getTime()) / MINUTE;
			reasons.push([reason, Math.round(wait), (reasonDetails as { count?: number }).count]);
			await office.advanceTo(reasonUntil!);
		}
		expect(reasons.filter(([reason]) => reason === 'recipient-later')).toEqual([
			['recipient-later', 15, 2],
			['recipient-later', 60, 3],
		]);
		expect(reasons.filter(([reason]) => reason === 'server-unreachable')).toHaveLength(2);
	});

	it('its own server out of reach is never a failure', async () => {
		const { id } = await office.engaged();
		for (let time = 1; time <= 10; time++) {
			await defer(id, { code: 'connection-lost', matter: 'server' });
			const run = await office.run(id);
			expect(run).toMatchObject({ state: 'waiting', reason: 'server-unreachable' });
			await office.advanceTo(run.reasonUntil!);
		}
		await office.leave(id);
		expect(await office.run(id)).toMatchObject({ position: 2, reason: 'step-delay' });
	});

	it('an address that does not exist fails every run of the contact and is marked invalid (5.2-20)', async () => {
		const { id, contactId } = await office.engaged();
		const other = await office.engage({ contactId, sequenceId: await office.sequence() });
		const { sendId } = (await office.claim(id))!;
		const fault = {
			code: 'recipient-unknown',
			matter: 'recipient',
			status: '5.1.1',
			replyCode: 550,
		} as const;
		await office.tx((tx) => recordRefused(tx, { engagementId: id, sendId, fault }));
		expect(await office.run(id)).toMatchObject({ state: 'failed', reason: 'ended-bounce' });
		expect(await office.run(other)).toMatchObject({ state: 'failed', reason: 'ended-bounce' });
		const address = await office.tx(({ db }) => db.contactAddress.findFirstOrThrow({ where: { contactId } }));
		expect(address).toMatchObject({ invalidStatus: '5.1.1', invalidAt: expect.any(Date) });
	});

	it('any other refusal fails this run alone and leaves the address', async () => {
		const { id, contactId } = await office.engaged();
		const { sendId } = (await office.claim(id))!;
		const fault = { code: 'policy-refused', matter: 'message', status: '5.7.1', replyCode: 550 } as const;
		await office.tx((tx) => recordRefused(tx, { engagementId: id, sendId, fault }));
		expect(await office.run(id)).toMatchObject({
			reason: 'ended-refused',
			reasonDetails: { status: '5.7.1', domain: 'ardelouse.example' },
		});
		const address = await office.tx(({ db }) => db.contactAddress.findFirstOrThrow({ where: { contactId } }));
		expect(address.invalidAt).toBeNull();
	});
});

describe('an uncertain send', () => {
	const uncertain = async () => {
		const { id } = await office.engaged();
		const claimed = (await office.claim(id))!;
		expect(await office.arm(id, claimed)).toBe(true);
		await office.loseSight(id, claimed.sendId);
		return { id, sendId: claimed.sendId };
	};

	it('says so, and evidence moves the run once', async () => {
		const { id, sendId } = await uncertain();
		expect(await office.run(id)).toMatchObject({ state: 'waiting', reason: 'send-uncertain', position: 1 });
		await office.accept(id, sendId, 'sent-folder');
		await office.accept(id, sendId, 'reply');
		expect(await office.run(id)).toMatchObject({ position: 2, reason: 'step-delay' });
		expect((await office.events(id)).filter((kind) => kind === 'step-settled')).toHaveLength(1);
	});

	it('counts as left by silence; a late 250 tells the truth and moves nothing twice', async () => {
		const { id, sendId } = await uncertain();
		await office.tx(async (tx) => {
			await tx.db.send.updateMany({
				where: { id: sendId },
				data: { settledBy: 'silence', settledAt: tx.at },
			});
			await settleSend(tx, { engagementId: id, sendId, how: 'silence' });
		});
		expect(await office.run(id)).toMatchObject({ position: 2, lastAcceptedSendId: null });
		await office.accept(id, sendId);
		expect(await office.run(id)).toMatchObject({ position: 2, lastAcceptedSendId: sendId });
	});

	it('given back by a late reply, it counts from the instant at which it really leaves', async () => {
		const { id } = await office.engaged();
		const claimed = (await office.claim(id))!;
		expect(await office.arm(id, claimed)).toBe(true);
		await office.loseSight(id, claimed.sendId);
		const fault = { code: 'greylisted', matter: 'recipient', status: '4.7.1', replyCode: 451 } as const;
		await office.tx(async (tx) => {
			await tx.lock('engagement', [id]);
			expect(await recordGivenBack(tx, claimed, 'deferred', fault)).toBe(true);
			await recordDeferred(tx, { outcome: 'deferred', engagementId: id, sendId: claimed.sendId, fault });
		});
		await office.advance(DAY);
		await office.leave(id);
		const { lastSentAt } = await office.run(id);
		expect((await office.now()).getTime() - lastSentAt!.getTime()).toBeLessThan(HOUR);
	});

	it('asks a person where the mailbox says so', async () => {
		const { id, sendId } = await uncertain();
		const ask = () => office.tx((tx) => settleSend(tx, { engagementId: id, sendId, how: 'ask' }));
		await ask();
		await ask();
		expect(await office.run(id)).toMatchObject({ state: 'blocked', reason: 'send-unsettled' });
		const told = (await office.notifications()).filter(({ engagementId }) => engagementId === id);
		expect(told.map(({ kind }) => kind)).toEqual(['choice-needed']);
	});

	it('of an ended run is only told', async () => {
		const { id, sendId } = await uncertain();
		await office.receive({ verdict: 'objection', engagementId: id });
		await office.accept(id, sendId);
		expect(await office.run(id)).toMatchObject({
			reason: 'ended-objection',
			position: 1,
			lastAcceptedSendId: sendId,
		});
	});
});

describe('the mailbox', () => {
	it('lost: blocks at once; read to its end again: goes on by itself (5.2-9)', async () => {
		const { id } = await office.engaged();
		await office.leave(id);
		await office.watch({ lost: true });
		await office.look(id);
		expect(await office.run(id)).toMatchObject({
			state: 'blocked',
			reason: 'mailbox-lost',
			nextLookAt: null,
		});
		await office.watch({ caughtUp: false });
		await office.advance(10 * DAY);
		await office.look(id);
		expect(await office.run(id)).toMatchObject({ state: 'blocked', reason: 'inbox-first' });
		await office.watch({});
		await office.leave(id);
		expect(await office.run(id)).toMatchObject({ state: 'running', position: 3 });
		expect(await office.events(id)).toEqual(
			expect.arrayContaining(['engagement-blocked', 'engagement-unblocked']),
		);
	});

	it('read to its end again, lets the mails that people wrote go on too', async () => {
		const { subscriptionId, senderId } = office;
		const mail = { subscriptionId, senderId, kind: 'personal', recipient: 'agnes@nacrefort.example' };
		const [waits, left] = [randomUUID(), randomUUID()];
		await office.tx(({ db, at }) =>
			db.send.createMany({
				data: [
					{ ...mail, id: waits, createdAt: at },
					{ ...mail, id: left, createdAt: at, state: 'accepted', sentAt: at, armedAt: at },
				],
			}),
		);
		await office.tx((tx) => pokeMailboxRuns(tx, office.mailboxId, 'held'));
		const poked = await office.tx(({ db }) => db.outbox.findMany({ where: { workflow: 'message' } }));
		expect(poked.map(({ targetId }) => targetId)).toEqual([waits]);
	});

	it('arm asks again: a loss between claim and dot holds the mail', async () => {
		const { id } = await office.engaged();
		const claimed = (await office.claim(id))!;
		await office.watch({ provenAgo: HOUR });
		expect(await office.arm(id, claimed)).toBe(false);
		await office.watch({});
		expect(await office.arm(id, claimed)).toBe(true);
		await office.accept(id, claimed.sendId);
	});

	it('no closing verdict before every reply is read', async () => {
		const { id } = await office.engaged({ delays: [0] });
		await office.leave(id);
		await office.advanceTo((await office.run(id)).closingEndsAt!);
		await office.watch({ caughtUp: false });
		await office.look(id);
		expect(await office.run(id)).toMatchObject({ state: 'blocked', reason: 'inbox-first' });
		await office.receive({ verdict: 'reply', engagementId: id, contactId: (await office.run(id)).contactId });
		expect(await office.run(id)).toMatchObject({ state: 'succeeded', reason: 'ended-reply' });
		await office.watch({});
	});
});
