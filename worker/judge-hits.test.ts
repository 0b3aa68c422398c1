import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeHits } from '#domain/tracking/hits/store-hits.ts';
import { openDispatchPool, type DispatchPool } from '#platform/database/dispatch-pool.ts';
import { hitLimits } from '#platform/newsletter-limits.ts';
import { Office } from '#tests/environment/office.ts';
import { RULES } from '#domain/tracking/judge/signs.ts';
import { judgeAgain, judgeFresh } from './judge-hits.ts';
import { pruneHits } from './prune-hits.ts';

const CHROME =
	'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

let office: Office;
let pool: DispatchPool;
let sendId: string;

beforeAll(async () => {
	office = await Office.open('worker-hits');
	pool = openDispatchPool(office.ownerUrl);
	await office.watch({});
	const { contactId } = await office.contact();
	sendId = await office.leave(await office.engage({ contactId, sequenceId: await office.sequence() }));
	const { subscriptionId } = office;
	await office.tx(({ db }) =>
		db.trackedLink.create({ data: { subscriptionId, sendId, number: 1, url: 'https://atelier.example/' } }),
	);
	await office.advance(10 * 60_000);
});
afterAll(async () => {
	await pool?.close();
	await office?.close();
});

const click = () =>
	office.tx((tx) =>
		storeHits(tx, [
			{
				...{ mail: { sendId }, link: 1, method: 'GET', network: '203.0.113.0/24' },
				...{ userAgent: CHROME, purpose: null },
			},
		]),
	);
const hits = () => office.tx(({ db }) => db.hit.findMany({ orderBy: { at: 'asc' } }));
const deps = () => ({ pool, database: office.database });

describe('hits', () => {
	it('are judged once what belongs together has come, and no sooner', async () => {
		await click();
		expect(await judgeFresh(deps())).toBe(0);
		await office.advance(hitLimits.judgedAfter);
		expect(await judgeFresh(deps())).toBe(1);
		expect((await hits()).map(({ verdict }) => verdict)).toEqual(['person']);
		expect(await judgeFresh(deps())).toBe(0);
	});

	it('are judged again by newer rules while their evidence is kept', async () => {
		expect(await judgeAgain(deps())).toBe(0);
		await office.asOwner(`UPDATE hit SET rules = 0, verdict = 'machine'`);
		expect(await judgeAgain(deps())).toBe(1);
		expect((await hits()).map(({ verdict, rules }) => [verdict, rules])).toEqual([['person', RULES]]);
	});

	it('lose from where they came, and later go, as it is stated', async () => {
		expect(await pruneHits(pool)).toEqual({ emptied: 0, deleted: 0 });
		await office.advance(hitLimits.rawFor);
		await click();
		expect(await pruneHits(pool)).toEqual({ emptied: 1, deleted: 0 });
		expect((await hits()).map(({ network, userAgent, isRaw }) => [network, userAgent, isRaw])).toEqual([
			[null, null, false],
			['203.0.113.0/24', CHROME, true],
		]);
		await office.asOwner('UPDATE hit SET rules = 0 WHERE NOT is_raw');
		expect(await judgeAgain(deps())).toBe(0);
		await office.advance(hitLimits.keptFor - hitLimits.rawFor);
		expect((await pruneHits(pool)).deleted).toBe(1);
	});
});
