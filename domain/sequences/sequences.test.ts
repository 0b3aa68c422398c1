import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPopulatedDatabase, type PopulatedDatabase } from '#tests/rights/populated-database.ts';
import type { Populated } from '#tests/rights/populate.ts';
import { activateSequence } from './activate-sequence.ts';
import { deactivateSequence, previewDeactivation } from './deactivate-sequence.ts';
import { prefilledAutomations } from './prefilled-automations.ts';
import { readSequence } from './read-sequence.ts';
import { createSequence, saveSequence } from './save-sequence.ts';
import { sequenceDraftSchema } from './sequence-draft.ts';

let home: PopulatedDatabase;

beforeAll(async () => {
	home = await openPopulatedDatabase();
});

afterAll(() => home.close());

function draft(fields: object = {}, body = '<p>{{salutation}}</p>') {
	return sequenceDraftSchema.parse({
		title: 'Premier contact',
		routineId: null,
		windowDays: [5, 1, 2, 1],
		windowFrom: 540,
		windowTo: 1_080,
		onSuccess: [],
		onFailure: [],
		steps: [{ delayAmount: 0, delayUnit: 'days', subject: 'Bonjour {{societe|vous}}', bodyHtml: body }],
		...fields,
	});
}

describe('saving', () => {
	it('writes numbered versions; a run keeps the one it began with', async () => {
		const world = await home.populate();
		const { utilisateur, sequenceId, engagementId } = world;
		const saved = await home.within(world, (tx) =>
			saveSequence(tx, utilisateur, { id: sequenceId, basedOnVersion: 1, draft: draft() }),
		);
		expect(saved).toMatchObject({ version: 2, remarks: [] });
		const read = (number?: number) =>
			home.within(world, (tx) =>
				readSequence(tx, utilisateur, { id: sequenceId, ...(number ? { number } : {}) }),
			);
		expect((await read()).version).toMatchObject({ number: 2, windowDays: [1, 2, 5] });
		expect((await read(1)).version.steps).toHaveLength(2);
		const [run] = await home.within(world, ({ db }) =>
			db.engagement.findMany({
				where: { id: engagementId },
				select: { version: { select: { number: true } } },
			}),
		);
		expect(run!.version.number).toBe(1);
		await expect(home.query('UPDATE sequence_step SET body_html = $1', ['x'])).rejects.toThrow('append-only');
	});

	it('keeps the language of the version before, and begins in that of the subscription', async () => {
		const world = await home.populate();
		const written = (id: string, number: number) =>
			home.within(world, async ({ db }) => {
				const where = { sequenceId: id, number };
				return (await db.sequenceVersion.findFirstOrThrow({ where })).language;
			});
		await home.query('UPDATE subscription SET language = $1 WHERE id = $2', ['en', world.subscriptionId]);
		const create = (fields: object) =>
			home.within(world, (tx) => createSequence(tx, world.utilisateur, draft(fields)));
		const { id } = await create({});
		expect(await written(id, 1)).toBe('en');
		await home.query('UPDATE subscription SET language = $1 WHERE id = $2', ['fr', world.subscriptionId]);
		const save = (basedOnVersion: number, fields: object) =>
			home.within(world, (tx) =>
				saveSequence(tx, world.utilisateur, { id, basedOnVersion, draft: draft(fields) }),
			);
		await save(1, {});
		expect(await written(id, 2)).toBe('en');
		await save(2, { language: 'fr' });
		expect([await written(id, 2), await written(id, 3)]).toEqual(['en', 'fr']);
	});

	it('does not write over a version that somebody else saved meanwhile', async () => {
		const world = await home.populate();
		const save = () =>
			home.within(world, (tx) =>
				saveSequence(tx, world.utilisateur, { id: world.sequenceId, basedOnVersion: 1, draft: draft() }),
			);
		const outcomes = await Promise.allSettled([save(), save()]);
		expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		await expect(save()).rejects.toMatchObject({ code: 'version-changed', details: { version: 2 } });
	});

	it.each([
		['an unknown variable', '<p>{{prenom}}</p>'],
		['a missing fallback', '<p>Chez {{societe}}</p>'],
		['a text that is empty once it is cleaned', '<img src="https://a.example/p.gif">'],
	])('refuses %s', async (_, body) => {
		const world = await home.populate();
		await expect(
			home.within(world, (tx) => createSequence(tx, world.utilisateur, draft({}, body))),
		).rejects.toMatchObject({ code: 'text-not-ready', details: { step: 1 } });
	});

	it('gives advice on an elision, and saves all the same', async () => {
		const world = await home.populate();
		const { remarks } = await home.within(world, (tx) =>
			createSequence(tx, world.utilisateur, draft({}, '<p>L’atelier de {{societe|vous}}</p>')),
		);
		expect(remarks).toMatchObject([{ code: 'elision', step: 1, field: 'body' }]);
	});

	it('knows no routine, user or sequence of another subscription, inside automations either', async () => {
		const [world, other] = [await home.populate(), await home.populate()];
		const theirs = await home.within(other, (tx) => createSequence(tx, other.utilisateur, draft()));
		const relance = { kind: 'relance', priority: 'high', days: 0, tag: { kind: 'leave' } };
		for (const foreign of [
			{ routineId: other.routineId },
			{ onSuccess: [{ kind: 'tag', routineId: other.routineId, tag: 'client' }] },
			{ onFailure: [{ ...relance, follower: other.utilisateur.userId }] },
			{ onSuccess: [{ kind: 'engage', sequenceId: theirs.id }] },
			{
				onFailure: [
					{
						...relance,
						follower: 'responsible',
						tag: { kind: 'explicit', routineId: other.routineId, tag: 'client' },
					},
				],
			},
		]) {
			await expect(
				home.within(world, (tx) => createSequence(tx, world.utilisateur, draft(foreign))),
			).rejects.toThrow('missing');
		}
	});

	it('is for responsables only where the subscription says so (5.6-4)', async () => {
		const world = await home.populate();
		await home.query('UPDATE subscription SET only_responsables_write_sequences = true WHERE id = $1', [
			world.subscriptionId,
		]);
		const create = (who: typeof world.utilisateur) =>
			home.within(world, (tx) => createSequence(tx, who, draft()));
		await expect(create(world.utilisateur)).rejects.toThrow('not-allowed');
		expect((await create(world.responsable)).version).toBe(1);
	});
});

describe('a draft', () => {
	it.each([
		{ windowFrom: 600, windowTo: 600 },
		{ windowDays: [] },
		{ windowDays: [8] },
		{ steps: [] },
		{ steps: [{ delayAmount: 0, delayUnit: 'days', subject: null, bodyHtml: 'a' }] },
		{ steps: [{ delayAmount: 0, delayUnit: 'months', subject: 'a', bodyHtml: 'a' }] },
		{ timeZone: 'Europe/Nantes' },
	])('is none with %j', (fields) => {
		expect(() => draft(fields)).toThrow();
	});
});

describe('deactivating (5.2-6)', () => {
	const runOf = (world: Populated) =>
		home.within(world, ({ db }) =>
			db.engagement.findFirst({
				where: { id: world.engagementId },
				select: {
					state: true,
					reason: true,
					endedAt: true,
					sequence: { select: { isActive: true, pausedAt: true } },
				},
			}),
		);
	const deactivate = (world: Populated, choice: 'pause' | 'finish' | 'stop') =>
		deactivateSequence(home.database, world.utilisateur, { sequenceId: world.sequenceId, choice });

	it('counts first what it is about', async () => {
		const world = await home.populate();
		expect(await home.within(world, (tx) => previewDeactivation(tx, world.sequenceId))).toEqual({
			live: 1,
			plannedMails: 1,
		});
	});

	it('pause: holds the runs until it is activated again', async () => {
		const world = await home.populate();
		expect(await deactivate(world, 'pause')).toEqual({ engagements: 1 });
		expect((await runOf(world))!.sequence).toMatchObject({ isActive: false, pausedAt: expect.any(Date) });
		const again = await home.within(world, (tx) => activateSequence(tx, world.utilisateur, world.sequenceId));
		expect(again).toEqual({ resumed: 1 });
		expect((await runOf(world))!.sequence).toEqual({ isActive: true, pausedAt: null });
		const lines = await home.within(world, ({ db }) =>
			db.event.findMany({
				where: {
					engagementId: world.engagementId,
					kind: { in: ['engagement-paused', 'engagement-resumed'] },
				},
				select: { kind: true, actorId: true, companyId: true, data: true, causeId: true },
				orderBy: { at: 'asc' },
			}),
		);
		const { userId: actorId } = world.utilisateur;
		expect(lines).toMatchObject([
			{ kind: 'engagement-paused', actorId, companyId: world.companyId, data: { reason: 'sequence-paused' } },
			{ kind: 'engagement-resumed', actorId, companyId: world.companyId },
		]);
		for (const { causeId } of lines) expect(causeId).not.toBeNull();
	});

	it('pause: a closing delay goes on where it stood', async () => {
		const world = await home.populate();
		const DAY = 86_400_000;
		const closing = (at: Date) =>
			home.within(world, ({ db }) =>
				db.engagement.updateMany({ where: { id: world.engagementId }, data: { closingEndsAt: at } }),
			);
		await deactivate(world, 'pause');
		const { pausedAt } = (await runOf(world))!.sequence;
		await closing(new Date(pausedAt!.getTime() + 2 * DAY));
		await home.within(world, ({ db, at }) =>
			db.sequence.updateMany({
				where: { id: world.sequenceId },
				data: { pausedAt: new Date(at.getTime() - 1 * DAY) },
			}),
		);
		await home.within(world, (tx) => activateSequence(tx, world.utilisateur, world.sequenceId));
		const { closingEndsAt } = await home.within(world, ({ db }) =>
			db.engagement.findFirstOrThrow({ where: { id: world.engagementId } }),
		);
		expect(Math.round((closingEndsAt!.getTime() - pausedAt!.getTime()) / DAY)).toBe(3);
	});

	it('finish: nobody new, and the runs go on', async () => {
		const world = await home.populate();
		await deactivate(world, 'finish');
		expect(await runOf(world)).toMatchObject({
			endedAt: null,
			sequence: { isActive: false, pausedAt: null },
		});
	});

	it('stop: every run ends as a failure', async () => {
		const world = await home.populate();
		await deactivate(world, 'stop');
		expect(await runOf(world)).toMatchObject({
			state: 'failed',
			reason: 'ended-stopped',
			sequence: { isActive: false, pausedAt: null },
		});
	});

	it('is for the owner and responsables', async () => {
		const world = await home.populate();
		await expect(
			deactivateSequence(home.database, world.colleague, { sequenceId: world.sequenceId, choice: 'stop' }),
		).rejects.toThrow('not-allowed');
		expect(await runOf(world)).toMatchObject({ endedAt: null });
	});
});

describe('the engage dialog (5.6-18)', () => {
	it('begins with a relance on the day of the success where the sequence has none', async () => {
		const world = await home.populate();
		const { sequenceId, utilisateur } = world;
		const prefill = await home.within(world, (tx) =>
			prefilledAutomations(tx, { sequenceId, userId: utilisateur.userId }),
		);
		expect(prefill).toEqual({
			routineId: world.routineId,
			onSuccess: [
				{ kind: 'relance', priority: 'high', days: 0, follower: 'responsible', tag: { kind: 'default' } },
			],
			onFailure: [],
		});
	});
});
