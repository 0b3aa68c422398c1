import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Actor } from '#domain/values/actor.ts';
import { writeNote } from '#domain/notes/write-note.ts';
import { createEngagement } from '#tests/environment/engagement-rows.ts';
import { openTestDatabase } from '#tests/environment/open-test-database.ts';
import { listTimeline, timelineFiltersSchema } from './list-timeline.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';

const database = await openTestDatabase();

/** A company with an engagement, and who reads its sheet. */
async function sheetOfSomebody() {
	const made = await createEngagement(
		{ database, config: { masterKey: randomBytes(32) } },
		{ startsIn: 1_000 },
	);
	const { subscriptionId, userId } = made;
	const reader: Actor = { subscriptionId, userId, licence: 'utilisateur' };
	return { ...made, reader };
}

it('brings the cause of a line along, where a filter or the end of the page leaves it out', async () => {
	const { subscriptionId, companyId, reader } = await sheetOfSomebody();
	const list = (filters: object) =>
		database.inSubscription(subscriptionId, (tx) =>
			listTimeline(tx, reader, timelineFiltersSchema.parse({ companyId, ...filters })),
		);
	const causeId = await database.inSubscription(subscriptionId, async (tx) => {
		const { id } = await recordEvent(tx, { kind: 'message-received', companyId, data: { verdict: 'none' } });
		const note = await writeNote(tx, reader, { companyId, text: 'Préférer le matin' });
		await recordEvent(tx, { kind: 'note-changed', companyId, noteId: note.id, data: {}, causeId: id });
		return id;
	});
	const notes = await list({ group: 'notes' });
	expect(notes.rows.map((line) => line.causeId)).toContain(causeId);
	expect(notes.named.map(({ id, kind }) => [id, kind])).toEqual([[causeId, 'message-received']]);
	expect((await list({})).named).toEqual([]);
});

it('lists visits of tracked links as visits (C2-23), and who looked at the sheet among everything (C2-17)', async () => {
	const { subscriptionId, userId, companyId, reader } = await sheetOfSomebody();
	const kinds = (group: string) =>
		database.inSubscription(subscriptionId, async (tx) => {
			const { rows } = await listTimeline(tx, reader, timelineFiltersSchema.parse({ companyId, group }));
			return rows.map(({ kind }) => kind);
		});
	await database.inSubscription(subscriptionId, async (tx) => {
		await recordEvent(tx, { kind: 'sheet-visited', companyId, actor: { userId }, data: {} });
		await recordEvent(tx, { kind: 'link-clicked', companyId, data: {} as never });
	});
	expect(await kinds('visits')).toEqual(['link-clicked']);
	expect(await kinds('all')).toEqual(expect.arrayContaining(['link-clicked', 'sheet-visited']));
});
