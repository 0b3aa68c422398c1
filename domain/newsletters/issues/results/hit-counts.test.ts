/** What is counted when hits are judged, against hits read and grouped anew. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { judgeHits } from '#domain/tracking/acts/judge-hits.ts';
import { refuseByHash } from '#domain/tracking/choices/choose-measuring.ts';
import { VERDICTS, type HitVerdict } from '#domain/tracking/judge/signs.ts';
import { filterBefore } from '#mail/presets/filter-before.ts';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { MINUTE, Office } from '#tests/environment/office.ts';
import { FilledIssue } from './filled-issue.test-support.ts';
import { readIssueResults } from './read-issue-results.ts';

/** Of the relay's: taken but for four, whose hits change no fate. Beside them two are errands, of which one never left. */
const LETTERS = 'aaaaaaaaruo-' as const;
const PLACES = LETTERS.length + 2;
let taken: number[];

let office: Office;
let issue: FilledIssue;
beforeAll(async () => {
	office = await Office.open('hit-counts');
	issue = await FilledIssue.prepare(office, { relay: LETTERS.length, errands: 2 });
	const first = await issue.leave(LETTERS);
	const errand = first === 1 ? PLACES : 1;
	await issue.send(errand);
	taken = [errand, ...[...LETTERS].flatMap((letter, index) => (letter === 'a' ? [first + index] : []))];
	await office.advance(10 * MINUTE);
});
afterAll(() => office.close());

interface Hit {
	readonly place: number;
	readonly link: number | null;
	readonly verdict: HitVerdict | null;
	/** After the issue left. */
	readonly minutes: number;
}
type Act =
	| { readonly kind: 'store'; readonly hits: readonly Hit[] }
	| { readonly kind: 'judge'; readonly place: number }
	| { readonly kind: 'judge-again'; readonly place: number; readonly verdict: HitVerdict }
	| { readonly kind: 'delete'; readonly before: number };

const verdict = fc.constantFrom(...VERDICTS);
const place = fc.integer({ min: 1, max: PLACES });
const hit: fc.Arbitrary<Hit> = fc.record({
	place: fc.oneof({ weight: 8, arbitrary: place }, fc.constant(0)),
	link: fc.option(fc.integer({ min: 1, max: 3 })),
	verdict: fc.option(verdict),
	minutes: fc.integer({ min: 0, max: 600 }),
});
const acts = fc.array(
	fc.oneof(
		{
			weight: 3,
			arbitrary: fc.record({
				kind: fc.constant('store' as const),
				hits: fc.array(hit, { minLength: 1, maxLength: 12 }),
			}),
		},
		fc.record({ kind: fc.constant('judge' as const), place }),
		fc.record({ kind: fc.constant('judge-again' as const), place, verdict }),
		fc.record({ kind: fc.constant('delete' as const), before: fc.integer({ min: 0, max: 300 }) }),
	),
	{ minLength: 3, maxLength: 9 },
);

async function perform(act: Act): Promise<void> {
	const { issueId } = issue;
	await office.tx(async (tx) => {
		const { db, at, subscriptionId } = tx;
		const instant = (minutes: number) => new Date(at.getTime() + minutes * MINUTE);
		if (act.kind === 'store')
			await db.hit.createMany({
				data: act.hits.map(({ place, link, verdict, minutes }) => ({
					...{ subscriptionId, issueId, place, method: 'GET', isRaw: place > 0, at: instant(minutes) },
					...(place > 0 ? { link, use: link === null ? 'open' : 'click' } : { use: 'open' }),
					...(verdict === null && place > 0
						? {}
						: { verdict: verdict ?? 'unknown', rules: 1, evidence: ['reader'] }),
				})),
			});
		else if (act.kind === 'judge') await judgeHits(tx, { issueId, place: act.place }, filterBefore);
		else if (act.kind === 'judge-again')
			await db.hit.updateMany({
				where: { issueId, place: act.place, verdict: { not: null } },
				data: { verdict: act.verdict },
			});
		else await db.hit.deleteMany({ where: { issueId, at: { lt: instant(act.before) } } });
	});
}

/** The same numbers by reading every hit. */
async function readSlowly() {
	const hits = await office.tx(({ db }) => db.hit.findMany({ where: { issueId: issue.issueId } }));
	const places = (is: (one: (typeof hits)[number]) => boolean) =>
		new Set(hits.filter((one) => one.place! > 0 && is(one)).map((one) => one.place!));
	const byVerdict = (is: (one: (typeof hits)[number]) => boolean) =>
		Object.fromEntries(
			VERDICTS.map((verdict) => [
				verdict,
				places((one) => (one.verdict ?? 'unknown') === verdict && is(one)).size,
			]),
		);
	const byPerson = (use: string) => places((one) => one.use === use && one.verdict === 'person');
	const clicked = byPerson('click');
	const first = (verdict: string) =>
		[...places((one) => one.use === 'click' && one.verdict === verdict)].map((place) =>
			Math.min(
				...hits
					.filter((one) => one.place === place && one.use === 'click' && one.verdict === verdict)
					.map((one) => one.at.getTime()),
			),
		);
	const isTaken = (place: number) => taken.includes(place);
	const loads = (verdict: string) => hits.filter((one) => one.place === 0 && one.verdict === verdict).length;
	return {
		hits: {
			opens: byVerdict(({ use }) => use === 'open'),
			clicks: byVerdict(({ use }) => use === 'click'),
		},
		links: [1, 2, 3].map((number) => byVerdict(({ link }) => link === number)),
		loads: Object.fromEntries(VERDICTS.map((verdict) => [verdict, loads(verdict)])),
		clicked: [...clicked].filter(isTaken).length,
		opened: [...byPerson('open')].filter((place) => isTaken(place) && !clicked.has(place)).length,
		successes: clicked.size,
		firsts: { clicks: first('person').sort(), machines: first('machine').sort() },
	};
}

async function expectTheSame(): Promise<void> {
	const slow = await readSlowly();
	const { numbers, links, time } = await office.tx((tx) => readIssueResults(tx, issue.issueId));
	const { fates, hits, loads, measures } = numbers!;
	expect({
		...{ hits, loads, clicked: fates.clicked, opened: fates.opened, successes: measures.successes },
		links: links.filter(({ isTracked }) => isTracked).map(({ clicks }) => clicks),
	}).toEqual({
		...{ hits: slow.hits, loads: slow.loads, clicked: slow.clicked, opened: slow.opened },
		...{ successes: slow.successes, links: slow.links },
	});
	expect(fates.none).toBe(taken.length - slow.clicked - slow.opened);
	for (const lane of ['clicks', 'machines'] as const) {
		const told = time!.slices.map(({ from, [lane]: count }) => [from.getTime(), count]);
		const starts = time!.slices.map(({ from }) => from.getTime());
		const found = new Map(starts.map((start) => [start, 0]));
		for (const at of slow.firsts[lane]) {
			const start = starts.findLast((one) => one <= at)!;
			found.set(start, found.get(start)! + 1);
		}
		expect(told).toEqual([...found]);
	}
}

it('what is counted when hits are judged is what all of them say, whatever happens to them and in which order', async () => {
	await assertProperty(
		fc.asyncProperty(acts, async (happens) => {
			await office.tx(({ db }) => db.hit.deleteMany({ where: { issueId: issue.issueId } }));
			await expectTheSame();
			for (const act of happens) await perform(act);
			await expectTheSame();
		}),
		{ numRuns: 25 },
	);
});

it('is the same after a refusal to be measured and after an erasure, which leave what was counted', async () => {
	const [erased, refusing] = taken.slice(1) as [number, number];
	const click = { place: erased, link: 1, verdict: 'person', minutes: 1 } as const;
	await perform({ kind: 'store', hits: [click, { ...click, place: refusing, verdict: null }] });
	const { addressHash } = await office.tx(({ db }) =>
		db.issuePlace.findFirstOrThrow({ where: { issueId: issue.issueId, place: refusing } }),
	);
	await office.tx((tx) => refuseByHash(tx, Buffer.from(addressHash)));
	await office.erase(issue.contacts[erased - 1]!);
	await expectTheSame();
	await perform({ kind: 'judge', place: refusing });
	await expectTheSame();
});
