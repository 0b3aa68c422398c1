import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#domain/values/actor.ts';
import { undoEvent } from '#domain/automations/undo/undo-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { createEngagement } from '#tests/environment/engagement-rows.ts';
import { openTestDatabase } from '#tests/environment/open-test-database.ts';
import { createRoutine } from '#tests/environment/rows/routine.ts';
import { createUser } from '#tests/environment/rows/user.ts';
import { changeRelance } from './change-relance.ts';
import { createRelance } from './create-relance.ts';
import { deleteRelance } from './delete-relance.ts';
import { followRelance } from './follow-relance.ts';
import { findRelance, today } from './relance-rows.ts';

const database = await openTestDatabase();
const config = { masterKey: randomBytes(32) };

/** A company with Camille, who has a default routine, and her colleague Inès. */
async function office(tag?: 'suspect' | 'client') {
	const { subscriptionId, userId, companyId } = await createEngagement(
		{ database, config },
		{ startsIn: 1_000 },
	);
	const within = <T>(work: (tx: Transaction) => Promise<T>) => database.inSubscription(subscriptionId, work);
	const inesId = await within((tx) => createUser(tx, { firstName: 'Inès', lastName: 'Valmory' }));
	const routineId = await within((tx) =>
		createRoutine(tx, { userId, ...(tag && { tagged: { companyId, tag } }) }),
	);
	const actor: Actor = { subscriptionId, userId, licence: 'utilisateur' };
	const tagNow = () =>
		within(async ({ db }) => (await db.companyTag.findFirst({ where: { routineId } }))?.tag ?? null);
	return {
		actor,
		companyId,
		inesId,
		within,
		tagNow,
		relance: () => within((tx) => findRelance(tx, companyId)),
	};
}

const kindsOf = (tx: Transaction) =>
	tx.db.event.findMany({ orderBy: { at: 'asc' } }).then((events) => events.map((event) => event.kind).sort());

describe('a relance that two people change', () => {
	it('is not written over unseen: the same field is refused, another one is kept beside', async () => {
		const { actor, companyId, inesId, within, relance } = await office();
		await within((tx) => createRelance(tx, actor, { companyId }));
		const { dueOn, priority } = (await relance())!.facts;
		const base = { dueOn, priority };
		const ines: Actor = { ...actor, userId: inesId };
		await within((tx) => changeRelance(tx, ines, { companyId, base, dueOn: '2027-03-01' }));
		const late = within((tx) => changeRelance(tx, actor, { companyId, base, dueOn: '2027-04-01' }));
		await expect(late).rejects.toThrow('relance-changed');
		await within((tx) => changeRelance(tx, actor, { companyId, base, priority: 'high' }));
		expect((await relance())!.facts).toMatchObject({ dueOn: '2027-03-01', priority: 'high' });
	});

	it('lets whoever chooses twice before her page shows it have the second choice', async () => {
		const { actor, companyId, within, relance } = await office();
		await within((tx) => createRelance(tx, actor, { companyId }));
		const base = { ...(await relance())!.facts };
		for (const priority of ['high', 'low'] as const)
			await within((tx) => changeRelance(tx, actor, { companyId, base, priority }));
		expect((await relance())!.facts.priority).toBe('low');
	});
});

describe('a relance by hand', () => {
	it('is for today, Normale and its creator, and turns Suspect into Prospect (R-94, R-97)', async () => {
		const { actor, companyId, within, tagNow, relance } = await office('suspect');
		const created = await within((tx) => createRelance(tx, actor, { companyId, note: 'Rappeler' }));
		expect(created.tagChanged).toBe(true);
		expect((await relance())!.facts).toEqual({
			dueOn: await within(today),
			priority: 'normal',
			followerIds: [actor.userId],
			origin: 'manual',
		});
		expect(await tagNow()).toBe('prospect');
		expect(await within(kindsOf)).toEqual(['note-written', 'relance-created', 'tag-changed']);
	});

	it('leaves Client as it is (5.2-30)', async () => {
		const { actor, companyId, within, tagNow } = await office('client');
		expect((await within((tx) => createRelance(tx, actor, { companyId }))).tagChanged).toBe(false);
		expect(await tagNow()).toBe('client');
	});

	it('is the only one of its company, also for two people at once (5.3-9)', async () => {
		const { actor, companyId, within } = await office();
		const both = await Promise.allSettled(
			[1, 2].map(() => within((tx) => createRelance(tx, actor, { companyId }))),
		);
		expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
		const refused = both.find((one) => one.status === 'rejected');
		expect(refused!.reason).toMatchObject({ code: 'relance-exists' });
	});

	it('is handled by another date; its change can be undone as far as it stands', async () => {
		const { actor, companyId, within, relance } = await office();
		await within((tx) => createRelance(tx, actor, { companyId, dueOn: '2026-12-01' }));
		const { eventId } = await within((tx) =>
			changeRelance(tx, actor, { companyId, dueOn: '2027-01-15', priority: 'high' }),
		);
		await within((tx) => changeRelance(tx, actor, { companyId, priority: 'low' }));
		const undone = await within((tx) => undoEvent(tx, actor, { eventId: eventId! }));
		expect(undone).toMatchObject({ restored: ['date'], kept: ['priority'] });
		expect((await relance())!.facts).toMatchObject({ dueOn: '2026-12-01', priority: 'low' });
		await expect(within((tx) => undoEvent(tx, actor, { eventId: eventId! }))).rejects.toMatchObject({
			code: 'not-undoable',
		});
	});

	it('goes with its last follower (R-98), and comes back whole when that is undone', async () => {
		const { actor, companyId, inesId, within, relance } = await office();
		const follow = (userId: string, follows: boolean) =>
			within((tx) => followRelance(tx, actor, { companyId, userId, follows }));
		expect(await follow(inesId, true)).toEqual({ stands: true });
		expect(await follow(actor.userId, true)).toEqual({ stands: true });
		expect(await follow(inesId, false)).toEqual({ stands: true });
		expect((await relance())!.facts.followerIds).toEqual([actor.userId]);
		const before = await relance();
		expect(await follow(actor.userId, false)).toEqual({ stands: false });
		expect(await relance()).toBeNull();
		const deleted = await within((tx) =>
			tx.db.event.findFirstOrThrow({ where: { kind: 'relance-deleted' } }),
		);
		await within((tx) => undoEvent(tx, actor, { eventId: deleted.id }));
		expect(await relance()).toEqual(before);
	});

	it('refuses what does not exist, an impossible day, and nobody to follow', async () => {
		const { actor, companyId, within } = await office();
		const refusal = (work: (tx: Transaction) => Promise<unknown>) =>
			within(work).then(
				() => 'done',
				(error: { code?: string }) => error.code,
			);
		expect(await refusal((tx) => createRelance(tx, actor, { companyId: crypto.randomUUID() }))).toBe(
			'missing',
		);
		expect(await refusal((tx) => createRelance(tx, actor, { companyId, dueOn: '2026-02-30' }))).toBe('input');
		expect(
			await refusal((tx) => createRelance(tx, actor, { companyId, followerIds: [crypto.randomUUID()] })),
		).toBe('relance-without-follower');
		expect(await refusal((tx) => deleteRelance(tx, actor, { companyId }))).toBe('missing');
	});
});
