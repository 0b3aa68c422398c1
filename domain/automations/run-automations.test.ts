import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#domain/values/actor.ts';
import { readNoteCauses } from '#domain/notes/show/read-note-causes.ts';
import { changeRelance } from '#domain/relances/change-relance.ts';
import { createRelance } from '#domain/relances/create-relance.ts';
import { findRelance } from '#domain/relances/relance-rows.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { createEngagement } from '#tests/environment/engagement-rows.ts';
import { openTestDatabase } from '#tests/environment/open-test-database.ts';
import { createRoutine } from '#tests/environment/rows/routine.ts';
import { parseAutomations } from './automation.ts';
import { runAutomations } from './run-automations.ts';
import { undoEffects } from './undo/undo-event.ts';

const database = await openTestDatabase();
const config = { masterKey: randomBytes(32) };

const relance = (days: number, priority: 'high' | 'low') => ({
	kind: 'relance',
	priority,
	days,
	follower: 'responsible',
	note: 'Proposer une date',
	tag: { kind: 'default' },
});

/** An engagement of Camille's at a company that is Suspect on her default routine, and an end that ran its automations. */
async function ended(
	automations: object[],
	before?: (tx: Transaction, actor: Actor, companyId: string) => Promise<unknown>,
) {
	const run = await createEngagement({ database, config }, { startsIn: 1_000 });
	const { subscriptionId, userId, companyId, contactId } = run;
	const actor: Actor = { subscriptionId, userId, licence: 'utilisateur' };
	const within = <T>(work: (tx: Transaction) => Promise<T>) => database.inSubscription(subscriptionId, work);
	const routineId = await within((tx) =>
		createRoutine(tx, { userId, tagged: { companyId, tag: 'suspect' } }),
	);
	if (before) await within((tx) => before(tx, actor, companyId));
	const causeEventId = await within(async (tx) => {
		const subject = { companyId, contactId, engagementId: run.id };
		const cause = await recordEvent(tx, {
			kind: 'engagement-succeeded',
			...subject,
			data: { reason: 'ended-reply' },
		});
		await runAutomations(tx, { eventId: cause.id, userId, subject }, parseAutomations(automations));
		return cause.id;
	});
	return {
		actor,
		companyId,
		causeEventId,
		within,
		relanceNow: () => within((tx) => findRelance(tx, companyId)),
		tagNow: () =>
			within(async ({ db }) => (await db.companyTag.findFirst({ where: { routineId } }))?.tag ?? null),
		effects: () =>
			within(async ({ db }) =>
				(await db.event.findMany({ where: { causeId: causeEventId } })).map((event) => event.kind).sort(),
			),
		undo: () => within((tx) => undoEffects(tx, actor, { causeEventId })),
	};
}

describe('the automations of an end', () => {
	it('leave their cause, what stood before, and a note whose cause can be told', async () => {
		const end = await ended([relance(0, 'high')]);
		expect(await end.effects()).toEqual(['note-written', 'relance-created', 'tag-changed']);
		expect(await end.tagNow()).toBe('prospect');
		const { notes, causes } = await end.within(async (tx) => {
			const notes = await tx.db.note.findMany();
			return {
				notes,
				causes: await readNoteCauses(
					tx,
					notes.map((note) => note.id),
				),
			};
		});
		expect(notes).toMatchObject([{ authorId: null, text: 'Proposer une date' }]);
		expect(causes.get(notes[0]!.id)).toMatchObject({
			kind: 'engagement-succeeded',
			reason: 'ended-reply',
			sequenceTitle: 'Premier contact',
		});
	});

	it('can all be undone: no relance, no note, Suspect again', async () => {
		const end = await ended([relance(0, 'high')]);
		const undone = await end.undo();
		expect(undone.flatMap((one) => one.restored).sort()).toEqual(['note', 'relance', 'tag']);
		expect([await end.relanceNow(), await end.tagNow()]).toEqual([null, 'suspect']);
		expect(await end.within(({ db }) => db.note.count())).toBe(0);
		expect(await end.undo()).toEqual([]);
	});

	it('are undone although they stand on each other', async () => {
		const end = await ended([relance(30, 'low'), relance(2, 'high'), relance(90, 'low')]);
		expect((await end.relanceNow())!.facts.priority).toBe('high');
		expect((await end.undo()).flatMap((one) => one.kept)).toEqual([]);
		expect(await end.relanceNow()).toBeNull();
	});

	it('leave an earlier relance of a person alone, in history only (R-100)', async () => {
		const end = await ended([relance(60, 'high')], (tx, actor, companyId) =>
			createRelance(tx, actor, { companyId }),
		);
		expect(await end.effects()).toEqual(['relance-unchanged']);
		expect((await end.relanceNow())!.facts).toMatchObject({ priority: 'normal', origin: 'manual' });
	});

	it('keep what a person changed since, and restore the rest', async () => {
		const end = await ended([relance(2, 'high')], (tx, actor, companyId) =>
			createRelance(tx, actor, { companyId, dueOn: '2030-01-01', priority: 'low' }),
		);
		await end.within((tx) => changeRelance(tx, end.actor, { companyId: end.companyId, priority: 'normal' }));
		const undone = await end.undo();
		expect(undone.find((one) => one.kind === 'relance-advanced')).toMatchObject({
			restored: ['date'],
			kept: ['priority'],
		});
		expect((await end.relanceNow())!.facts).toMatchObject({ dueOn: '2030-01-01', priority: 'normal' });
	});
});
