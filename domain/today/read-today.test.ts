import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pauseEngagement } from '#domain/engagements/acts/pause-engagement.ts';
import { Office } from '#tests/environment/office.ts';
import { readToday } from './read-today.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('today');
});
afterAll(() => office.close());

const today = () => office.tx((tx) => readToday(tx, office.camille, { whose: 'me' }));
const block = (ids: readonly string[], reason: string) =>
	office.tx(({ db }) =>
		db.engagement.updateMany({ where: { id: { in: [...ids] } }, data: { state: 'blocked', reason } }),
	);

it('counts every run that waits, and late steps hide no other choice', async () => {
	const runs: string[] = [];
	const sequenceId = await office.sequence();
	for (let index = 0; index < 23; index++) {
		const { contactId } = await office.contact();
		runs.push(await office.engage({ contactId, sequenceId }));
	}
	await block(runs.slice(0, 22), 'late-batch');
	await block(runs.slice(22), 'send-unsettled');
	const late = await today();
	expect(late.choices.map(({ id }) => id)).toEqual(runs.slice(22));
	expect(late).toMatchObject({ isBatchLate: true, counts: { choices: 1, blocked: 0 } });
	await block(runs, 'sending-halted');
	const halted = await today();
	expect(halted.blocked).toHaveLength(20);
	expect(halted).toMatchObject({ isBatchLate: false, counts: { choices: 0, blocked: 23 } });
});

it('a lost mailbox is said to hold what waits for it, not what a person paused', async () => {
	const [held, paused] = [await office.engaged(), await office.engaged()];
	await office.tx((tx) =>
		pauseEngagement(tx, office.camille, { requestId: randomUUID(), engagementId: paused.id }),
	);
	await block([held.id], 'mailbox-lost');
	expect((await today()).mailboxes).toMatchObject([{ holds: 1 }]);
});

it('a refused mailbox says once, with their number, what each of its runs would say', async () => {
	const held = [await office.engaged(), await office.engaged()];
	const before = (await today()).counts.blocked;
	const since = new Date('2026-11-23T08:31:00Z');
	await office.tx(({ db, subscriptionId }) =>
		db.senderRefusal.create({
			data: {
				subscriptionId,
				senderId: office.senderId,
				scope: 'sender',
				code: 'sender-refused',
				side: 'own',
				isReported: false,
				since,
				refusedAt: since,
				nextTryAt: since,
			},
		}),
	);
	await block(
		held.map(({ id }) => id),
		'mailbox-refused',
	);
	const { mailboxes, blocked, counts } = await today();
	expect(mailboxes).toMatchObject([{ refusedSince: since, holds: 3 }]);
	expect(blocked.map(({ reason }) => reason)).not.toContain('mailbox-refused');
	expect(counts.blocked).toBe(before);
});
