import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VERDICTS } from '#domain/tracking/judge/signs.ts';
import type { Transaction } from '#platform/database/database.ts';
import { DAY, HOUR, MINUTE, Office } from '#tests/environment/office.ts';
import { rowsRead } from '#tests/environment/rows-read.ts';
import { issueCounts } from '../issue-counts.ts';
import { readIssue } from '../show/read-issue.ts';
import { stopIssue } from '../stop-issue.ts';
import { compareIssues } from './compare-issues.ts';
import { FilledIssue } from './filled-issue.test-support.ts';
import { listIssuePeople, issuePeopleSchema } from './list-issue-people.ts';
import { readIssueResults } from './read-issue-results.ts';
import { FATES, RESULT_NUMBERS, type ChosenNumber } from './result-numbers.ts';
import { LANES } from './time-lanes.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('results');
});
afterAll(() => office.close());

const read = ({ issueId }: FilledIssue) => office.tx((tx) => readIssueResults(tx, issueId));
const numbers = async (issue: FilledIssue) => (await read(issue)).numbers!;

/** A whole list, read page by page. */
async function people({ issueId }: FilledIssue, chosen: Partial<ChosenNumber>, limit = 200) {
	const rows = [];
	for (let cursor: string | null | undefined; cursor !== null;) {
		const input = issuePeopleSchema.parse({ issueId, limit, ...chosen, ...(cursor ? { cursor } : {}) });
		const page = await office.tx((tx) => listIssuePeople(tx, input));
		rows.push(...page.rows);
		cursor = page.next;
	}
	return rows;
}

/** Asserts that the results agree with the counts of the issue, with themselves, and with every list. */
async function expectAgreement(issue: FilledIssue): Promise<void> {
	const counts = (await office.tx((tx) => issueCounts(tx, issue.issueId)))!;
	const { numbers, links, time } = await read(issue);
	const { fates, recipients, hits, measures, refusedAtOnce } = numbers!;
	expect(recipients).toBe(counts.recipients);
	expect(FATES.reduce((sum, fate) => sum + fates[fate], 0)).toBe(counts.recipients);
	expect([fates.waiting, fates['left-out'], fates.uncertain, refusedAtOnce]).toEqual([
		...[counts.waiting, counts.leftOut, counts.uncertain, counts.rejected],
	]);
	const taken = ['replied', 'clicked', 'opened', 'none', 'unsubscribed', 'complained'] as const;
	const accepted = taken.reduce((sum, fate) => sum + fates[fate], 0) + fates.refused - refusedAtOnce;
	expect(accepted).toBe(counts.accepted);
	for (const number of RESULT_NUMBERS) {
		const list = await people(issue, { number });
		const told = number.startsWith('fate-')
			? fates[number.slice(5) as keyof typeof fates]
			: { ...measures, recipients, delivered: numbers!.delivered }[number as 'recipients'];
		expect([number, list.length]).toEqual([number, told]);
		expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
	}
	for (const number of ['opens', 'clicks'] as const)
		for (const verdict of VERDICTS)
			expect((await people(issue, { number, verdict })).length).toBe(hits[number][verdict]);
	for (const { number: link, clicks } of links)
		for (const verdict of VERDICTS)
			expect((await people(issue, { number: 'clicks', verdict, link })).length).toBe(clicks[verdict]);
	const sums = LANES.map((lane) => (time?.slices ?? []).reduce((sum, slice) => sum + slice[lane], 0));
	expect(sums).toEqual([measures.clicks, measures.replies, measures.unsubscriptions, hits.clicks.machine]);
}

describe('what became of each recipient', () => {
	it('is said once, by what speaks against us first and then by the strongest thing that she did', async () => {
		const issue = await FilledIssue.prepare(office, { relay: 18, identified: 18 });
		expect((await numbers(issue)).fates).toMatchObject({ waiting: 18, none: 0 });
		await issue.leave('aaaaaaaaaaaaaaruo-');
		await office.advance(10 * MINUTE);
		await issue.hit(
			{ place: 1 },
			{ place: 2, link: 1 },
			{ place: 2 },
			{ place: 3, link: 1 },
			{ place: 4, link: 1, by: 'machine' },
		);
		await issue.mail(3, 'reply');
		await issue.mail(5, 'bounce-hard');
		await issue.report(6, 'bounce');
		await issue.report(7, 'soft-bounce');
		await issue.mail(8, 'complaint');
		await issue.report(9, 'complaint');
		await issue.unsubscribe(10);
		await issue.unsubscribe(11, 'settings');
		await issue.hit({ place: 12, link: 2 });
		await issue.unsubscribe(12);
		await issue.mail(13, 'absence');
		await issue.mail(14, 'objection');
		await issue.hit({ place: 16, link: 1 });
		const fatesOf = async () =>
			Object.fromEntries((await people(issue, { number: 'recipients' })).map(({ id, fate }) => [id, fate]));
		expect(await fatesOf()).toEqual({
			...{ 1: 'opened', 2: 'clicked', 3: 'replied', 4: 'none', 5: 'refused', 6: 'refused', 7: 'none' },
			...{ 8: 'complained', 9: 'complained', 10: 'unsubscribed', 11: 'none', 12: 'clicked', 13: 'none' },
			...{ 14: 'unsubscribed', 15: 'refused', 16: 'uncertain', 17: 'left-out', 18: 'waiting' },
		});
		expect(await numbers(issue)).toMatchObject({
			...{ delivered: 12, refusedAtOnce: 1, unsubscribedAfterSuccess: 1 },
			measures: {
				opens: 2,
				clicks: 4,
				replies: 1,
				successes: 4,
				unsubscriptions: 3,
				complaints: 2,
				refusals: 3,
			},
		});
		await expectAgreement(issue);
	});

	it('follows a correction of a verdict, and an answer that settles an uncertain one', async () => {
		const issue = await FilledIssue.prepare(office, { relay: 2 });
		await issue.leave('au');
		await issue.mail(1, 'reply');
		await issue.mail(2, 'reply');
		expect((await numbers(issue)).fates).toMatchObject({ replied: 1, uncertain: 1 });
		await office.tx(({ db }) =>
			db.message.updateMany({ where: { verdict: 'reply' }, data: { verdict: 'absence' } }),
		);
		expect((await numbers(issue)).fates).toMatchObject({ none: 1, uncertain: 1 });
	});
});

it('who unsubscribes by a mail of before leaves because of that one, not of what came since', async () => {
	const first = await FilledIssue.prepare(office, { relay: 3 });
	await first.leave('aaa');
	await office.advance(2 * DAY);
	const { newsletterId } = first;
	const second = await FilledIssue.prepare(office, { relay: 0, newsletterId });
	await second.leave('aaa');
	await office.advance(HOUR);
	const [sendId] = [await first.send(1)];
	await first.unsubscribe(1, 'link', sendId);
	await first.unsubscribe(2);
	const of = async (issue: FilledIssue) =>
		(await people(issue, { number: 'unsubscriptions' })).map(({ contact }) => contact!.id);
	expect(await of(first)).toEqual([first.contacts[0]]);
	expect(await of(second)).toEqual([first.contacts[1]]);
	const { issues } = await office.tx((tx) => compareIssues(tx, newsletterId));
	expect(issues.map(({ id }) => id)).toEqual([second.issueId, first.issueId]);
	expect(issues.map(({ numbers }) => numbers!.measures.unsubscriptions)).toEqual([1, 1]);
});

it('loads of nobody are a count and no people, machines apart', async () => {
	const issue = await FilledIssue.prepare(office, { relay: 2 });
	await issue.leave('aa');
	await office.advance(10 * MINUTE);
	await issue.hit({ place: 0 }, { place: 0 }, { place: 0, by: 'machine' });
	expect(await numbers(issue)).toMatchObject({
		loads: { person: 2, machine: 1, probable: 0, unknown: 0 },
		hits: { opens: { person: 0, machine: 0 } },
		fates: { none: 2, opened: 0 },
	});
});

it('an erased person stays a number without a name, and another subscription has no such issue', async () => {
	const issue = await FilledIssue.prepare(office, { relay: 2 });
	await issue.leave('aa');
	await office.erase(issue.contacts[0]!);
	const list = await people(issue, { number: 'recipients' });
	expect(list.map(({ contact }) => contact?.id ?? null).sort()).toEqual([issue.contacts[1], null].sort());
	await expectAgreement(issue);
	await expect(
		office.tx((tx) => readIssueResults(tx, '00000000-0000-4000-8000-000000000000')),
	).rejects.toMatchObject({ code: 'missing' });
});

it('a list says by what a hit was judged, and goes on where its page ended', async () => {
	const issue = await FilledIssue.prepare(office, { relay: 5 });
	await issue.leave('aaaaa');
	await office.advance(10 * MINUTE);
	await issue.hit(...[1, 2, 3, 4, 5].map((place) => ({ place, link: 1 })));
	await office.advance(2 * MINUTE);
	await issue.hit({ place: 5, link: 2 });
	await office.advance(10 * MINUTE);
	await issue.hit({ place: 2, link: 3, by: 'machine' });
	const pages = await people(issue, { number: 'clicks' }, 2);
	expect(pages.map(({ id }) => id)).toEqual(['5', '4', '3', '2', '1']);
	expect(pages[0]!.proof).toEqual({ evidence: ['reader'], hits: 2, links: 2 });
	const [machine] = await people(issue, { number: 'clicks', verdict: 'machine' });
	expect([machine!.id, machine!.proof!.evidence[0]]).toEqual(['2', 'head']);
	expect((await people(issue, { number: 'clicks', link: 2 })).map(({ id }) => id)).toEqual(['5']);
});

/** Numbers that look drawn by lot and are the same at every run (mulberry32). */
function drawn(seed: number) {
	return () => {
		seed = (seed + 0x6d2b79f5) | 0;
		let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

it('of 200 recipients with every fate: each number is the length of its list, at every instant', async () => {
	const random = drawn(9);
	const pick = <T>(of: readonly T[]) => of[Math.floor(random() * of.length)]!;
	const issue = await FilledIssue.prepare(office, { relay: 170, errands: 30, identified: 60 });
	const left: number[] = [];
	for (const count of [80, 60, 20]) {
		const letters = Array.from({ length: count }, () => pick([...'aaaaaaaaaaaaaaaaruo-']));
		const first = await issue.leave(letters.join(''));
		letters.forEach((letter, index) => 'au'.includes(letter) && left.push(first + index));
	}
	await expectAgreement(issue);
	const all = await office.tx(({ db }) =>
		db.issuePart.findFirstOrThrow({ where: { issueId: issue.issueId, mode: 'errands' } }),
	);
	for (let place = all.firstPlace; place <= all.lastPlace - 8; place++) {
		const state = pick(['accepted', 'accepted', 'accepted', 'rejected', 'uncertain'] as const);
		await issue.send(place, state);
		if (state === 'accepted') left.push(place);
	}
	await issue.send(all.lastPlace, 'armed');
	await expectAgreement(issue);
	for (let round = 0; round < 3; round++) {
		await office.advance((round === 2 ? 70 : 7) * HOUR);
		for (const place of left) {
			if (random() > 0.15) continue;
			const what = pick([
				'click',
				'click',
				'open',
				'machine',
				'mail',
				'mail',
				'report',
				'unsubscribe',
			] as const);
			if (what === 'click') await issue.hit({ place, link: pick([1, 2, 3]) });
			else if (what === 'open') await issue.hit({ place }, { place: 0 });
			else if (what === 'machine')
				await issue.hit(...[1, 2, 3].map((link) => ({ place, link, by: 'machine' as const })));
			else if (what === 'mail')
				await issue.mail(
					place,
					pick(['reply', 'negative-reply', 'bounce-hard', 'complaint', 'objection', 'absence']),
				);
			else if (what === 'report') await issue.report(place, pick(['bounce', 'soft-bounce', 'complaint']));
			else await issue.unsubscribe(place, pick(['link', 'settings']));
		}
		await expectAgreement(issue);
	}
	const { fates } = await numbers(issue);
	expect(FATES.filter((fate) => fates[fate] === 0)).toEqual([]);

	await office.tx((tx) => stopIssue(tx, office.ines, { issueId: issue.issueId }));
	const { underWay, stopped } = (await office.tx((tx) => issueCounts(tx, issue.issueId)))!;
	expect([(await numbers(issue)).fates.waiting, stopped]).toEqual([underWay, fates.waiting - underWay]);
	const leftOut = await people(issue, { number: 'fate-left-out' });
	expect(leftOut.filter(({ detail }) => detail === 'stopped').length).toBe(stopped);
	await expectAgreement(issue);
});

describe('of many recipients', () => {
	const readOf = (table: string, act: (tx: Transaction) => Promise<unknown>) =>
		office.tx((tx) => rowsRead(tx, [table], act));

	it('the places to which something happened are read, and of a list those of its page', async () => {
		const issue = await FilledIssue.prepare(office, { relay: 8, identified: 2 });
		await issue.leave('aaaaaro-');
		await issue.grow(40_000);
		await office.advance(10 * MINUTE);
		await issue.hit({ place: 1 }, { place: 2, link: 1 }, { place: 5_000, link: 2 });
		await issue.mail(3, 'reply');
		await issue.unsubscribe(4);
		const { issueId } = issue;
		expect((await numbers(issue)).fates).toMatchObject({ none: 40_000, clicked: 2, replied: 1, waiting: 1 });
		const few = 400;
		expect(await readOf('issue_place', (tx) => readIssueResults(tx, issueId))).toBeLessThan(few);
		expect(await readOf('issue_place', (tx) => compareIssues(tx, issue.newsletterId))).toBeLessThan(few);
		expect(await readOf('issue_place', (tx) => issueCounts(tx, issueId))).toBeLessThan(few);
		expect(await readOf('issue_place', (tx) => readIssue(tx, office.ines, issueId))).toBeLessThan(few);
		for (const number of RESULT_NUMBERS) {
			const input = issuePeopleSchema.parse({ issueId, limit: 10, number });
			const read = await readOf('issue_place', (tx) => listIssuePeople(tx, input));
			expect([number, read < few]).toEqual([number, true]);
		}
	});
});
