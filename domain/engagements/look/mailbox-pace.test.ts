import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Transaction } from '#platform/database/database.ts';
import { startOfNextDay } from '#domain/pace/calendar.ts';
import { clearSenderSlots } from '#domain/senders/clear-sender-slots.ts';
import { decideLateBatch, previewLateBatch } from '#domain/engagements/acts/decide-late-batch.ts';
import { readRunLines } from '#domain/engagements/show/run-line.ts';
import { lookAtEngagement } from './look-at-engagement.ts';
import { DAY, HOUR, Office } from '#tests/environment/office.ts';
import { IS_LONG } from '#tests/environment/rounds.ts';
import { withdrawEngagement } from '#domain/engagements/acts/withdraw-engagement.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('mailbox-pace');
});
afterAll(() => office?.close());

/** Lives on to the first minutes of a local day on which nothing left yet. */
async function freshDay(): Promise<void> {
	const tomorrow = startOfNextDay(await office.now(), 'Europe/Paris');
	await office.advanceTo(new Date(tomorrow.getTime() + DAY + HOUR));
}
beforeEach(freshDay);

const engageMany = async (count: number) => {
	const sequenceId = await office.sequence({ delays: [0, 30] });
	const ids: string[] = [];
	for (let index = 0; index < count; index++) {
		ids.push(await office.engage({ contactId: (await office.contact()).contactId, sequenceId }));
	}
	return ids;
};

/** Lives on from instant to instant, each run looking when its row says, until all have left their first step. */
async function live(ids: readonly string[]): Promise<{ looks: number; sentAt: Date[] }> {
	const waiting = new Set(ids);
	const sentAt: Date[] = [];
	let looks = 0;
	while (waiting.size > 0) {
		const rows = await office.tx(({ db }) =>
			db.engagement.findMany({
				where: { id: { in: [...waiting] } },
				orderBy: [{ nextLookAt: 'asc' }, { id: 'asc' }],
			}),
		);
		await office.advanceTo(rows[0]!.nextLookAt!);
		looks += 1;
		const claimed = await office.claim(rows[0]!.id);
		if (!claimed) continue;
		await office.arm(rows[0]!.id, claimed);
		await office.accept(rows[0]!.id, claimed.sendId);
		sentAt.push((await office.run(rows[0]!.id)).lastSentAt!);
		waiting.delete(rows[0]!.id);
	}
	return { looks, sentAt };
}

describe('a crowd that is due at once', () => {
	it('needs at most two looks a step, a day never holds more than the cap, and mails are kept apart', async () => {
		// `npm run test:long` has the figures of a big day: 300 at once on a mailbox of 40 a day.
		const dailyCap = IS_LONG ? 40 : 8;
		await office.changePace({ dailyCap, gapMinSeconds: 60, gapMaxSeconds: 180 });
		const ids = await engageMany(7.5 * dailyCap);
		const { looks, sentAt } = await live(ids);
		expect(looks / ids.length).toBeLessThanOrEqual(2);
		const days = Map.groupBy(sentAt, (at) => at.toLocaleDateString('sv', { timeZone: 'Europe/Paris' }));
		expect([...days.values()].map(({ length }) => length)).toEqual([
			...Array<number>(7).fill(dailyCap),
			dailyCap / 2,
		]);
		const times = sentAt.map((at) => at.getTime()).sort((one, other) => one - other);
		const apart = times.slice(1).map((time, index) => time - times[index]!);
		expect(Math.min(...apart)).toBeGreaterThanOrEqual(60_000);
		expect(await office.tx(({ db }) => db.senderSlot.count())).toBe(0);
	});

	it('a later step takes the slot of a first contact, which learns at its next look that it moved', async () => {
		await office.changePace({ dailyCap: 1_000, gapMinSeconds: 0, gapMaxSeconds: 0 });
		const { id: later } = await office.engaged({ delays: [0, 1] });
		await office.leave(later);
		await office.advanceTo((await office.run(later)).nextLookAt!);
		await office.changePace({ dailyCap: 3, gapMinSeconds: 600, gapMaxSeconds: 600 });
		const [leaves, waits, full] = await engageMany(3);
		await office.leave(leaves!);
		await office.look(waits!);
		await office.look(full!);
		const slot = (await office.run(waits!)).nextLookAt!;
		expect(await office.look(later)).toMatchObject({ kind: 'wait', reason: 'mailbox-gap', until: slot });
		await office.advanceTo(slot);
		expect(await office.look(waits!)).toMatchObject({ kind: 'wait' });
		await office.leave(later);
		const { looks } = await live([waits!, full!]);
		expect(looks).toBeLessThanOrEqual(4);
	});

	it('changed settings give the slots back and poke their runs', async () => {
		await office.changePace({ dailyCap: 1, gapMinSeconds: 0, gapMaxSeconds: 0 });
		const ids = await engageMany(3);
		for (const id of ids) await (id === ids[0] ? office.leave(id) : office.look(id));
		expect((await office.run(ids[2]!)).reason).toBe('mailbox-cap');
		await office.changePace({ dailyCap: 1_000 });
		expect(
			await office.tx((tx) => clearSenderSlots(tx, { id: office.senderId, mailboxId: office.mailboxId })),
		).toBe(2);
		await office.leave(ids[1]!);
		await office.leave(ids[2]!);
	});

	it('a ramp limits first contacts of the day alone', async () => {
		await office.changePace({ rampSince: await office.now(), rampStart: 1 });
		const { id: later } = await office.engaged({ delays: [0, 0] });
		await office.leave(later);
		const [first] = await engageMany(1);
		expect(await office.look(first!)).toMatchObject({ reason: 'mailbox-ramp' });
		await office.leave(later);
		await office.leaveNext(first!);
		await office.tx(({ db }) => db.sender.updateMany({ data: { rampSince: null } }));
	});
});

describe('lateness (docs/design/processes.md#lateness)', () => {
	it('a step that slept over 48 hours takes a slot instead of leaving at once', async () => {
		await office.changePace({ gapMinSeconds: 60, gapMaxSeconds: 60 });
		const [id] = await engageMany(1);
		await office.advance(49 * HOUR);
		const asked = await office.look(id!);
		expect(asked).toMatchObject({ kind: 'wait', reason: 'mailbox-gap' });
		await office.leaveNext(id!);
		await office.changePace({ gapMinSeconds: 0, gapMaxSeconds: 0 });
	});

	it('more than 20 wait for one decision: sent, each gets its slot', async () => {
		const ids = await engageMany(22);
		await office.advance(49 * HOUR);
		for (const id of ids) expect(await office.look(id)).toMatchObject({ kind: 'wait', reason: 'late-batch' });
		expect((await office.run(ids[21]!)).reasonDetails).toEqual({ count: 22, amount: 48, unit: 'hours' });
		// Whoever reads a run, and whenever its own look was, reads of all of them.
		const lines = await office.tx((tx) => readRunLines(tx, ids));
		expect(new Set(lines.map(({ facts }) => facts.count))).toEqual(new Set([22]));
		const preview = (await office.tx((tx) => previewLateBatch(tx)))!;
		expect(preview).toMatchObject({ count: 22 });
		expect(preview.examples).toHaveLength(10);
		const input = { requestId: randomUUID(), batchId: preview.batchId, decision: 'send' } as const;
		expect(await office.tx((tx) => decideLateBatch(tx, office.ines, input))).toMatchObject({ count: 22 });
		await live(ids);
		expect(await office.tx((tx) => previewLateBatch(tx))).toBeUndefined();
	});

	/** Does `first` in a transaction that stays open until `second` had time to run into its locks. */
	const crossed = async (first: (tx: Transaction) => Promise<unknown>, second: () => Promise<unknown>) => {
		let go!: () => void;
		const released = new Promise<void>((resolve) => (go = resolve));
		let began!: () => void;
		const isOpen = new Promise<void>((resolve) => (began = resolve));
		const one = office.tx(async (tx) => {
			await first(tx);
			began();
			await released;
		});
		await isOpen;
		const other = second();
		await new Promise((resolve) => setTimeout(resolve, 300));
		go();
		await Promise.all([one, other]);
	};

	it('a step that joins while the decision is taken is part of it, a run that ends meanwhile is not', async () => {
		const ids = await engageMany(23);
		await office.advance(49 * HOUR);
		const [joins, ends, ...others] = ids as [string, string, ...string[]];
		for (const id of [ends, ...others]) await office.look(id);
		const { batchId } = (await office.tx((tx) => previewLateBatch(tx)))!;
		const decide = () => {
			const input = { requestId: randomUUID(), batchId, decision: 'send' } as const;
			return office.tx((tx) => decideLateBatch(tx, office.ines, input));
		};
		const withdraw = { requestId: randomUUID(), engagementId: ends };
		await crossed(async (tx) => {
			await lookAtEngagement(tx, joins);
			await withdrawEngagement(tx, office.camille, withdraw);
		}, decide);
		expect(await office.run(joins)).toMatchObject({ lateBatchId: null });
		expect(await office.run(ends)).toMatchObject({ state: 'withdrawn', nextLookAt: null, plannedAt: null });
		await live([joins, ...others]);
	});

	it('tells each sender once that a decision is waited for', async () => {
		const ids = await engageMany(21);
		const before = (await office.notifications()).length;
		await office.advance(49 * HOUR);
		for (const id of ids) await office.look(id);
		const told = (await office.notifications()).slice(before);
		expect(told.map(({ kind, data }) => [kind, (data as { reason?: string }).reason])).toEqual([
			['choice-needed', 'late-batch'],
		]);
		const { batchId } = (await office.tx((tx) => previewLateBatch(tx)))!;
		const input = { requestId: randomUUID(), batchId, decision: 'withdraw' } as const;
		const open = async () => (await office.notifications()).filter(({ treatedAt }) => treatedAt === null);
		expect((await open()).map(({ kind }) => kind)).toContain('choice-needed');
		await office.tx((tx) => decideLateBatch(tx, office.camille, input));
		expect((await open()).map(({ kind }) => kind)).not.toContain('choice-needed');
	});

	it('or withdrawn, all of them', async () => {
		const ids = await engageMany(21);
		await office.advance(49 * HOUR);
		for (const id of ids) await office.look(id);
		const { batchId } = (await office.tx((tx) => previewLateBatch(tx)))!;
		const input = { requestId: randomUUID(), batchId, decision: 'withdraw' } as const;
		await office.tx((tx) => decideLateBatch(tx, office.ines, input));
		for (const id of ids) expect(await office.run(id)).toMatchObject({ state: 'withdrawn' });
	});
});
