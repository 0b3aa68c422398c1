import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, Office } from '#tests/environment/office.ts';
import { createNewsletter } from '#tests/environment/rows/newsletter.ts';
import { listNewsletters } from '../list-newsletters.ts';
import { readPastIssues } from '../past-issues.ts';
import { lookAtNewsletter } from './begin-issue.ts';

const zone = 'Europe/Paris';
let office: Office;
beforeAll(async () => {
	office = await Office.open('begin-issue');
});
afterAll(() => office.close());

/** A newsletter of every day at nine whose first occurrence is tomorrow, on the calendar of Paris. */
async function daily(closedDays: 'leave' | 'next-working-day' = 'leave') {
	const from = await office.dayIn(1);
	const at = new Date(`${from}T09:00:00+01:00`);
	const newsletterId = await office.tx((tx) =>
		createNewsletter(tx, {
			ownerId: office.ines.userId,
			closedDays,
			recurrence: { kind: 'days', every: 1, from, time: '09:00' },
			nextDate: new Date(from),
			nextAt: at,
		}),
	);
	return { newsletterId, from, at };
}

const look = (newsletterId: string) => office.tx((tx) => lookAtNewsletter(tx, newsletterId));
const issuesOf = (newsletterId: string) =>
	office.tx(async ({ db }) => {
		const rows = await db.newsletterIssue.findMany({ where: { newsletterId }, orderBy: { date: 'asc' } });
		return rows.map(({ date, state }) => `${date.toISOString().slice(0, 10)} ${state}`);
	});
const missedOf = (newsletterId: string) =>
	office.tx(async ({ db }) => {
		const rows = await db.missedIssue.findMany({ where: { newsletterId }, orderBy: { date: 'asc' } });
		return rows.map(({ date, cause }) => `${date.toISOString().slice(0, 10)} ${cause}`);
	});
const dayAfter = (day: string, days: number) =>
	new Date(new Date(day).getTime() + days * DAY).toISOString().slice(0, 10);

describe(`in ${zone}`, () => {
	it('waits for its occurrence, makes its issue once however often it looks, and waits for the next', async () => {
		const { newsletterId, from, at } = await daily();
		expect(await look(newsletterId)).toEqual({ nextAt: at });
		expect(await issuesOf(newsletterId)).toEqual([]);
		await office.advanceTo(new Date(at.getTime() + 1_000));
		const next = new Date(at.getTime() + DAY);
		expect(await Promise.all([look(newsletterId), look(newsletterId)])).toEqual([
			{ nextAt: next },
			{ nextAt: next },
		]);
		expect(await issuesOf(newsletterId)).toEqual([`${from} preparing`]);
		expect(await missedOf(newsletterId)).toEqual([]);
	});

	it('after two weeks asleep it makes one issue, and lists each missed one (D-41)', async () => {
		const { newsletterId, from, at } = await daily();
		await office.advanceTo(new Date(at.getTime() + 13 * DAY + HOUR));
		await look(newsletterId);
		expect(await issuesOf(newsletterId)).toEqual([`${dayAfter(from, 13)} preparing`]);
		expect(await missedOf(newsletterId)).toEqual(
			Array.from({ length: 13 }, (_, days) => `${dayAfter(from, days)} asleep`),
		);
		const past = await office.tx((tx) => readPastIssues(tx, newsletterId));
		expect(past).toHaveLength(12);
		expect(past.slice(0, 2)).toMatchObject([
			{ date: dayAfter(from, 13), issue: { state: 'preparing' }, missed: null },
			{ date: dayAfter(from, 12), issue: null, missed: 'asleep' },
		]);
		const lines = await office.tx((tx) => listNewsletters(tx, office.ines));
		expect(lines.find(({ id }) => id === newsletterId)?.missed).toHaveLength(13);
	});

	it('an occurrence that falls due while the one before still leaves is missed; one that nobody answered makes room', async () => {
		const { newsletterId, from, at } = await daily();
		await office.advanceTo(at);
		await look(newsletterId);
		await office.advance(DAY);
		await look(newsletterId);
		expect(await missedOf(newsletterId)).toEqual([`${dayAfter(from, 1)} still-leaving`]);
		await office.tx(({ db }) =>
			db.newsletterIssue.updateMany({ where: { newsletterId }, data: { state: 'asking' } }),
		);
		await office.advance(DAY);
		await look(newsletterId);
		expect(await issuesOf(newsletterId)).toEqual([`${from} stopped`, `${dayAfter(from, 2)} preparing`]);
	});

	it('a closed day moves it to the next working day where that was chosen, and its date stays', async () => {
		const { newsletterId, from, at } = await daily('next-working-day');
		const closed = dayAfter(from, 1);
		await office.tx(({ db, subscriptionId }) =>
			db.closedDay.create({ data: { subscriptionId, day: new Date(closed), name: 'Sainte-Barbe' } }),
		);
		await office.advanceTo(at);
		const { nextAt } = await look(newsletterId);
		expect(nextAt!.getTime()).toBeGreaterThan(at.getTime() + DAY);
		const { nextDate } = await office.tx(({ db }) =>
			db.newsletter.findFirstOrThrow({ where: { id: newsletterId } }),
		);
		expect(nextDate!.toISOString().slice(0, 10)).toBe(closed);
	});

	it('one that was deactivated or deleted makes none', async () => {
		const { newsletterId, at } = await daily();
		await office.tx(({ db }) =>
			db.newsletter.updateMany({ where: { id: newsletterId }, data: { activatedAt: null } }),
		);
		await office.advanceTo(at);
		expect(await look(newsletterId)).toEqual({ nextAt: undefined });
		expect(await issuesOf(newsletterId)).toEqual([]);
	});
});
