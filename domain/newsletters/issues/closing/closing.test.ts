import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewsletterAutomation } from '#domain/automations/automation.ts';
import { lookAtIssue } from '#domain/newsletters/issues/look-at-issue.ts';
import { LETTERS } from '#domain/newsletters/issues/place-outcomes.ts';
import { unsubscribeContacts } from '#domain/newsletters/subscribers/unsubscribe-contacts.ts';
import { newsletterLimits } from '#platform/newsletter-limits.ts';
import { leftIssue, type LeftIssue } from '#tests/environment/left-issue.ts';
import { DAY, Office } from '#tests/environment/office.ts';
import { closePage } from './close-page.ts';
import type { OutcomeCause } from './outcome-causes.ts';
import { settlePlace } from './settle-place.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('closing');
});
afterAll(() => office.close());

const TAGGED = (): NewsletterAutomation => ({ kind: 'tag', routineId: office.routineId, tag: 'suspect' });
const { accepted: a, rejected: r, uncertain: u, leftOut: o } = LETTERS;

const page = ({ issueId }: LeftIssue) => office.tx((tx) => closePage(tx, issueId));
const settle = ({ issueId }: LeftIssue, place: number, cause: OutcomeCause) =>
	office.tx((tx) => settlePlace(tx, { issueId, place, cause }));
const read = ({ issueId }: LeftIssue) =>
	office.tx(({ db }) => db.newsletterIssue.findFirstOrThrow({ where: { id: issueId } }));
const outcomes = ({ issueId }: LeftIssue) =>
	office.tx(async ({ db }) => {
		const rows = await db.issueOutcome.findMany({ where: { issueId }, orderBy: { place: 'asc' } });
		return rows.map(({ place, cause }) => `${place} ${cause}`);
	});
const lines = ({ issueId }: LeftIssue) =>
	office.tx(({ db }) =>
		db.event.count({ where: { kind: 'issue-failed', data: { path: ['issueId'], equals: issueId } } }),
	);

describe('a recipient of an issue', () => {
	it('has one outcome: what decides first stands', async () => {
		const issue = await leftIssue(office, { count: 2 });
		const both = await Promise.all([settle(issue, 1, 'click'), settle(issue, 1, 'bounce')]);
		expect(both.filter(Boolean)).toHaveLength(1);
		expect(await outcomes(issue)).toHaveLength(1);
	});

	it('is a success by a click only where the newsletter counts it', async () => {
		const issue = await leftIssue(office, { count: 1, clickSucceeds: false });
		expect(await settle(issue, 1, 'click')).toBeUndefined();
		expect(await settle(issue, 1, 'reply')).toBeDefined();
	});

	it('is engaged in a sequence by a run of its own, in the name of whoever configured it (R-70)', async () => {
		const [first, second] = [await office.sequence(), await office.sequence()];
		const onSuccess = [
			{ kind: 'engage', sequenceId: first, configuredById: office.camille.userId },
			{ kind: 'engage', sequenceId: second },
		] as const;
		const issue = await leftIssue(office, { count: 1, onSuccess });
		const done = await settle(issue, 1, 'reply');
		const effects = await office.tx(({ db }) =>
			db.automationEffect.findMany({ where: { causeId: done!.eventId } }),
		);
		const inTheName = new Map(effects.map(({ sequenceId, userId }) => [sequenceId, userId]));
		expect(inTheName.get(first)).toBe(office.camille.userId);
		expect(inTheName.get(second), 'of a release before: the owner').toBe(office.ines.userId);
	});
});

describe('closing an issue', () => {
	const over = async (issue: LeftIssue) => {
		expect(await page(issue), 'while it is observed').toBe(false);
		await office.advance(8 * DAY);
		const look = () => office.tx((tx) => lookAtIssue(tx, issue.issueId));
		// The first one writes the lines of whoever got it.
		await look();
		expect(await look()).toMatchObject({ isToClose: true });
	};

	it('without automations writes what happened, and nothing for whoever did nothing', async () => {
		const issue = await leftIssue(office, { count: 6, letters: a + r + u + o + a + a });
		await settle(issue, 1, 'reply');
		await office.tx((tx) =>
			unsubscribeContacts(tx, {
				newsletterId: issue.newsletterId,
				contactIds: [issue.recipients[4]!.contactId],
				cause: 'link',
			}),
		);
		await over(issue);
		expect(await page(issue)).toBe(false);
		expect(await outcomes(issue)).toEqual(['1 reply', '2 refused', '5 unsubscribed']);
		expect(await read(issue)).toMatchObject({ state: 'ended', closedPlace: 6 });
		expect(await settle(issue, 6, 'reply'), 'late').toBeUndefined();
	});

	it('with automations runs them for each failure, and a kill between two pages repeats none', async () => {
		const count = newsletterLimits.closingActs * 2 + 5;
		const issue = await leftIssue(office, { count, window: 40, onFailure: [TAGGED()] });
		await settle(issue, 3, 'click');
		await over(issue);
		expect(await page(issue)).toBe(true);
		await expect(
			office.tx(async (tx) => {
				await closePage(tx, issue.issueId);
				throw new Error('killed');
			}),
		).rejects.toThrow('killed');
		expect(await lines(issue)).toBe(newsletterLimits.closingActs - 1);
		expect(await page(issue)).toBe(true);
		expect(await page(issue)).toBe(false);
		expect(await page(issue)).toBe(false);
		expect(await lines(issue)).toBe(count - 1);
		expect((await outcomes(issue)).filter((one) => one.endsWith('elapsed'))).toHaveLength(count - 1);
	});

	it('closes each place once where two processes do it', async () => {
		const count = newsletterLimits.closingActs + 10;
		const issue = await leftIssue(office, { count, onFailure: [TAGGED()] });
		await over(issue);
		await Promise.all([page(issue), page(issue)]);
		while (await page(issue));
		expect(await lines(issue)).toBe(count);
		expect(await read(issue)).toMatchObject({ state: 'ended' });
	});

	it('leaves erased people out', async () => {
		const issue = await leftIssue(office, { count: 2, onFailure: [TAGGED()] });
		await office.erase(issue.recipients[0]!.contactId);
		await over(issue);
		while (await page(issue));
		expect(await outcomes(issue)).toEqual(['2 elapsed']);
	});
});
