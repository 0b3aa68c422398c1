import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { listTimeline, timelineFiltersSchema } from '#domain/timeline/show/list-timeline.ts';
import { createEngagement } from '#tests/environment/engagement-rows.ts';
import { openTestDatabase } from '#tests/environment/open-test-database.ts';
import { changeNote } from './change-note.ts';
import { deleteNote } from './delete-note.ts';
import { writeNote } from './write-note.ts';

const database = await openTestDatabase();

describe('notes (R-107)', () => {
	it('are changed and deleted by their author and by a responsable, by nobody else', async () => {
		const run = await createEngagement(
			{ database, config: { masterKey: randomBytes(32) } },
			{ startsIn: 1_000 },
		);
		const { subscriptionId, userId, companyId } = run;
		const within = (work: (tx: Transaction) => Promise<unknown>) =>
			database.inSubscription(subscriptionId, work).then(
				() => 'done',
				(error: { code?: string }) => error.code,
			);
		const author: Actor = { subscriptionId, userId, licence: 'utilisateur' };
		const colleague: Actor = { ...author, userId: crypto.randomUUID() };
		const responsable: Actor = { ...colleague, licence: 'responsable' };
		const support: Actor = { ...responsable, bySupport: true };
		const { id: noteId } = await database.inSubscription(subscriptionId, (tx) =>
			writeNote(tx, author, { companyId, text: '  Préférer le matin  ' }),
		);
		const shownTo = async (actor: Actor) => {
			const filters = timelineFiltersSchema.parse({ companyId, group: 'notes' });
			const { rows } = await database.inSubscription(subscriptionId, (tx) =>
				listTimeline(tx, actor, filters),
			);
			return rows.map((line) => line.note?.mayChange);
		};
		expect([
			await shownTo(colleague),
			await shownTo(support),
			await shownTo(author),
			await shownTo(responsable),
		]).toEqual([[false], [false], [true], [true]]);
		const change = (actor: Actor) =>
			within((tx) => changeNote(tx, actor, { noteId, text: 'Préférer le soir' }));
		const remove = (actor: Actor) => within((tx) => deleteNote(tx, actor, { noteId }));
		expect([
			await change(colleague),
			await change(support),
			await change(author),
			await change(responsable),
		]).toEqual(['not-allowed', 'not-allowed', 'done', 'done']);
		expect([
			await remove(colleague),
			await remove(support),
			await remove(responsable),
			await remove(author),
		]).toEqual(['not-allowed', 'not-allowed', 'done', 'missing']);
	});

	it('are not written over by somebody who began from an older text', async () => {
		const run = await createEngagement(
			{ database, config: { masterKey: randomBytes(32) } },
			{ startsIn: 1_000 },
		);
		const { subscriptionId, userId, companyId } = run;
		const actor: Actor = { subscriptionId, userId, licence: 'utilisateur' };
		const within = <T>(work: (tx: Transaction) => Promise<T>) =>
			database.inSubscription(subscriptionId, work);
		const { id: noteId } = await within((tx) => writeNote(tx, actor, { companyId, text: 'Matin' }));
		const change = (text: string, base: string) =>
			within((tx) => changeNote(tx, actor, { noteId, text, base }));
		await change('Soir', 'Matin');
		await expect(change('Midi', 'Matin')).rejects.toMatchObject({ code: 'changed-meanwhile' });
		await change('Midi', 'Soir');
		const [note] = await within(({ db }) => db.note.findMany({ where: { id: noteId } }));
		expect(note?.text).toBe('Midi');
	});

	it('have a text, and belong to a company that exists here', async () => {
		const run = await createEngagement(
			{ database, config: { masterKey: randomBytes(32) } },
			{ startsIn: 1_000 },
		);
		const { subscriptionId, userId, companyId } = run;
		const actor: Actor = { subscriptionId, userId, licence: 'utilisateur' };
		const write = (company: string, text: string) =>
			database.inSubscription(subscriptionId, (tx) => writeNote(tx, actor, { companyId: company, text }));
		await expect(write(companyId, '   ')).rejects.toMatchObject({ code: 'input' });
		await expect(write(crypto.randomUUID(), 'Bonjour')).rejects.toMatchObject({ code: 'missing' });
	});
});
