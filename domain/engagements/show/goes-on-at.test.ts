import { afterAll, beforeAll, expect, it } from 'vitest';
import { listExpectedSteps } from '#domain/timeline/show/list-expected-steps.ts';
import { pauseEngagement } from '#domain/engagements/acts/pause-engagement.ts';
import { skipStep } from '#domain/engagements/acts/skip-step.ts';
import { stopEngagement } from '#domain/engagements/acts/stop-engagement.ts';
import { DAY, Office } from '#tests/environment/office.ts';
import { goesOnAt } from './goes-on-at.ts';
import { engagementFiltersSchema, listEngagements } from './list-engagements.ts';
import { readRunLines } from './run-line.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('goes-on');
});
afterAll(() => office.close());

const at = new Date('2026-11-24T10:00:00Z');
const row = {
	endedAt: null,
	state: 'running',
	reason: 'step-delay',
	reasonUntil: new Date('2026-11-27T10:00:00Z'),
	plannedAt: new Date('2026-11-23T10:00:00Z'),
	closingEndsAt: null,
} as const;

it.each([
	['waits for its delay', {}, row.reasonUntil],
	['is due', { reasonUntil: null }, at],
	['is paused', { state: 'paused', reason: 'paused-by-user', reasonUntil: null }, null],
	['is blocked', { state: 'blocked', reason: 'mailbox-lost' }, null],
	['looks for a proof', { state: 'waiting', reason: 'send-uncertain', reasonUntil: null }, null],
	['cannot reach its engine', { state: 'scheduled', reason: 'engine-unreachable', reasonUntil: null }, null],
	['closes', { state: 'closing', reason: 'closing-delay', closingEndsAt: row.reasonUntil }, row.reasonUntil],
	['has ended', { endedAt: at, state: 'failed' }, null],
] as const)('a run that %s', (_, changes, expected) => {
	expect(goesOnAt({ ...row, ...changes }, at)).toEqual(expected);
});

const line = async (id: string) => (await office.tx((tx) => readRunLines(tx, [id])))[0]!;

it('a paused run lists no dates, neither for its next step nor for those after it', async () => {
	const { id } = await office.engaged({ delays: [0, 4, 6] });
	await office.leave(id);
	const dates = async () =>
		(await office.tx((tx) => listExpectedSteps(tx, { engagementId: id }))).map((step) => step.at);
	expect((await dates()).every((date) => date !== null)).toBe(true);
	await office.tx((tx) =>
		pauseEngagement(tx, office.camille, { requestId: crypto.randomUUID(), engagementId: id }),
	);
	expect(await dates()).toEqual([null, null]);
	expect((await line(id)).nextAt).toBeNull();
});

it('is sorted last where nothing comes by itself', async () => {
	const [paused, running] = [
		await office.engaged({ delays: [0, 4] }),
		await office.engaged({ delays: [0, 9] }),
	];
	for (const { id } of [paused, running]) await office.leave(id);
	await office.tx((tx) =>
		pauseEngagement(tx, office.camille, { requestId: crypto.randomUUID(), engagementId: paused.id }),
	);
	const { rows } = await office.tx((tx) =>
		listEngagements(tx, engagementFiltersSchema.parse({ sort: 'next', segment: 'live' })),
	);
	const ids = rows.map(({ id }) => id);
	expect(ids.indexOf(running.id)).toBeLessThan(ids.indexOf(paused.id));
});

it('counts the steps that left, not the place where a run ended', async () => {
	const { id } = await office.engaged({ delays: [0, 4, 6] });
	await office.leave(id);
	await office.tx((tx) =>
		skipStep(tx, office.camille, { requestId: crypto.randomUUID(), engagementId: id, position: 2 }),
	);
	await office.advance(DAY);
	await office.tx((tx) =>
		stopEngagement(tx, office.camille, {
			requestId: crypto.randomUUID(),
			engagementId: id,
			verdict: 'failure',
		}),
	);
	expect(await line(id)).toMatchObject({ sent: 1, position: 3, stepCount: 3 });
});
