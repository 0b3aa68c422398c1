import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pauseEngagement } from '#domain/engagements/acts/pause-engagement.ts';
import { Office } from '#tests/environment/office.ts';
import {
	countEngagements,
	countReasons,
	engagementFiltersSchema,
	listEngagements,
} from './list-engagements.ts';

let office: Office;
let paused: string;
let invalid: string;
let sequenceId: string;

beforeAll(async () => {
	office = await Office.open('list-engagements');
	await office.watch({});
	sequenceId = await office.sequence();
	const engage = async () => office.engage({ contactId: (await office.contact()).contactId, sequenceId });
	await engage();
	await engage();
	paused = await engage();
	await office.tx((tx) =>
		pauseEngagement(tx, office.camille, { requestId: randomUUID(), engagementId: paused }),
	);
	const bounced = await office.engaged();
	invalid = bounced.id;
	await office.receive(
		{
			verdict: 'bounce-hard',
			about: 'engagement',
			engagementId: invalid,
			contactId: bounced.contactId,
			sendId: await office.leave(invalid),
		},
		{ rule: 'envelope-id', status: '5.1.1' },
	);
});
afterAll(() => office.close());

const filters = (wish: object = {}) => engagementFiltersSchema.parse(wish);
const listed = async (wish: object) =>
	(await office.tx((tx) => listEngagements(tx, filters(wish)))).rows.map(({ id }) => id);

describe('engagements by their reason (D-01)', () => {
	it('are counted, the most frequent reason first, whatever reason is chosen', async () => {
		for (const reason of [undefined, 'paused-by-user']) {
			const counts = await office.tx((tx) => countReasons(tx, filters({ reason })));
			expect(counts).toEqual([
				{ reason: 'before-start', count: 2 },
				{ reason: 'ended-bounce', count: 1 },
				{ reason: 'paused-by-user', count: 1 },
			]);
		}
	});

	it('are counted of the segment and of what else is filtered', async () => {
		const ended = await office.tx((tx) => countReasons(tx, filters({ segment: 'ended' })));
		expect(ended).toEqual([{ reason: 'ended-bounce', count: 1 }]);
		const ofSequence = await office.tx((tx) => countReasons(tx, filters({ sequenceId })));
		expect(ofSequence.map(({ reason }) => reason)).toEqual(['before-start', 'paused-by-user']);
	});

	it('are listed, and the segments count what the reason leaves', async () => {
		expect(await listed({ reason: 'paused-by-user' })).toEqual([paused]);
		expect(await listed({ reason: 'ended-bounce', segment: 'ended' })).toEqual([invalid]);
		expect(await listed({ reason: 'ended-bounce', segment: 'live' })).toEqual([]);
		const counts = await office.tx((tx) => countEngagements(tx, filters({ reason: 'paused-by-user' })));
		expect(counts).toEqual({ all: 1, upcoming: 0, live: 1, blocked: 0, ended: 0 });
	});
});
