import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { startLiveChanges, type LiveChanges, type LiveNews } from './live-changes.ts';

const [own, other] = [randomUUID(), randomUUID()];
let database: TestDatabase;
let client: pg.Client;
let live: LiveChanges;
let reading: AbortController;

beforeAll(async () => {
	database = await createTestDatabase();
	client = new pg.Client({ connectionString: database.adminUrl });
	await client.connect();
	for (const id of [own, other])
		await client.query(`INSERT INTO subscription (id, name) VALUES ($1, 'Cadrelune')`, [id]);
	live = await startLiveChanges(database.url);
});
afterAll(async () => {
	await live.close();
	await client.end();
	await database.drop();
});
beforeEach(() => (reading = new AbortController()));
afterEach(() => reading.abort());

/** A page that is open from now on, and reads only when it is asked to. */
function openPage(since?: string) {
	const news = live.follow(own, reading.signal, since);
	let next = news.next();
	return {
		/** What it reads up to news of this kind, which is left out. */
		async until(kind: string): Promise<LiveNews[]> {
			const heard: LiveNews[] = [];
			for (;;) {
				const { value } = await next;
				next = news.next();
				if (value.kind === kind) return heard;
				heard.push(value);
			}
		},
	};
}

const addCompanies = (subscription: string, count: number) =>
	client.query(
		`WITH company AS (INSERT INTO company (subscription_id, name) SELECT $1, 'Ardelouse' FROM generate_series(1, $2::int) RETURNING id)
		INSERT INTO event (subscription_id, at, kind, company_id) SELECT $1, now(), 'company-created', id FROM company`,
		[subscription, count],
	);
const tell = (kind: string, id = randomUUID()) =>
	client.query(`SELECT pg_notify('refrain', $1)`, [JSON.stringify({ subscription: own, kind, id })]);

describe('an open page', () => {
	it('is told first what changed since it was read, and nothing before or of anybody else', async () => {
		const witness = openPage();
		await tell('before');
		await witness.until('before');
		const mark = live.mark();
		await addCompanies(other, 1);
		const id = randomUUID();
		await tell('company', id);
		await tell('heard');
		await witness.until('heard');
		const late = openPage(mark);
		await tell('end');
		expect(await late.until('end')).toEqual([
			{ kind: 'company', id },
			{ kind: 'heard', id: expect.any(String) },
		]);
	});

	it('that was read by another process, or too long ago, is told that it may have missed something', async () => {
		for (const mark of [`${randomUUID()}/0`, 'nonsense', live.mark().replace(/\/.*/, '/-1')]) {
			const page = openPage(mark);
			expect(await page.until('missed')).toEqual([]);
		}
	});

	it('is told of each of a few rows, of many rows once, and of nobody else’s', async () => {
		const page = openPage();
		await addCompanies(other, 2);
		await addCompanies(own, 3);
		await addCompanies(own, 2_000);
		await tell('end');
		const heard = await page.until('end');
		expect(heard.slice(0, 3)).toEqual(
			Array.from({ length: 3 }, () => ({ kind: 'company', id: expect.any(String) })),
		);
		expect(heard.slice(3)).toEqual([{ kind: 'company', id: null }]);
	});

	it('that is not read for long is told once that it may have missed something', async () => {
		const page = openPage();
		for (let change = 0; change < 1_200; change++) await tell('engagement');
		await addCompanies(own, 2_000);
		// Another page hears the last of them: this one's have come as well.
		const witness = openPage();
		await tell('end');
		await witness.until('end');
		await page.until('missed');
		await tell('again');
		expect(await page.until('again')).toEqual([]);
	});
});
