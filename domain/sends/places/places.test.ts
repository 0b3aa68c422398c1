import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { placeLimits } from '#platform/limits.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { openDispatchPool, type DispatchPool } from '#platform/database/dispatch-pool.ts';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { forgetPlaces } from './forget-places.ts';
import { giveBackPlace } from './give-back-place.ts';
import type { HeldPlace, PlaceWish } from './place-at-host.ts';
import { renewPlace } from './renew-place.ts';
import { takePlace, type PlaceAnswer } from './take-place.ts';

const HOUR = 3_600_000;

let testDatabase: TestDatabase;
let database: Database;
let pool: DispatchPool;

beforeAll(async () => {
	testDatabase = await createTestDatabase();
	database = openDatabase({ url: testDatabase.url, name: 'places' });
	pool = openDispatchPool(testDatabase.url);
});
afterAll(async () => {
	await pool?.close();
	await database?.close();
	await testDatabase?.drop();
});
beforeEach(() => pool.query('DELETE FROM outbox'));

async function asOwner(sql: string): Promise<void> {
	const client = new pg.Client({ connectionString: testDatabase.url });
	await client.connect();
	await client.query(sql);
	await client.end();
}

const keyOf = (...names: string[]) => createHash('sha256').update(names.join('\0')).digest();

/** Whose place is needed, and how many there are. */
interface Where {
	readonly host: string;
	readonly tenant?: string;
	readonly places: number;
	/** Milliseconds. */
	lease?: number;
}

/** One run of a subscription of its own, and the attempts that it makes. */
class Asker {
	readonly subscriptionId = randomUUID();
	readonly runId = randomUUID();
	held: HeldPlace | undefined;
	readonly at: Where;

	constructor(at: Where) {
		this.at = at;
	}

	async ask(hasRoom = true): Promise<PlaceAnswer> {
		const { host, tenant = 'customer.example', places, lease = HOUR } = this.at;
		const place = { hostKey: keyOf(host), placeKey: keyOf(host, tenant), places };
		const holder = randomUUID();
		const wish: PlaceWish = { ...place, runKind: 'engagement', runId: this.runId, holder, hasRoom, lease };
		const answer = await database.inSubscription(this.subscriptionId, (tx) => takePlace(tx, wish));
		if ('number' in answer) this.held = { placeKey: place.placeKey, number: answer.number, holder };
		return answer;
	}

	async takes(hasRoom?: boolean): Promise<boolean> {
		return 'number' in (await this.ask(hasRoom));
	}

	giveBack(): Promise<void> {
		return giveBackPlace(pool, this.held!);
	}
}

const askers = (count: number, at: Where) => Array.from({ length: count }, () => new Asker(at));

/** The runs poked so far, in order. */
async function poked(): Promise<string[]> {
	const rows = await pool.query<{ target_id: string }>(`SELECT target_id FROM outbox ORDER BY id`);
	return rows.map(({ target_id }) => target_id);
}

async function inOrder<T>(all: readonly Asker[], act: (asker: Asker) => Promise<T>): Promise<T[]> {
	const answers: T[] = [];
	for (const asker of all) answers.push(await act(asker));
	return answers;
}

describe('places of a tenant at a host', () => {
	it('are as many as the provider grants, also to all who ask at once', async () => {
		const all = askers(12, { host: 'many.example', places: 5 });
		const taken = await Promise.all(all.map((asker) => asker.takes()));
		// Whoever meets another one's open transaction may be told to wait; nobody gets a sixth place.
		expect(taken.filter(Boolean).length).toBeLessThanOrEqual(5);
		for (const asker of all.filter(({ held }) => !held)) await asker.ask();
		expect(all.filter(({ held }) => held)).toHaveLength(5);
		expect(new Set(all.flatMap(({ held }) => held?.number ?? []))).toEqual(new Set([1, 2, 3, 4, 5]));
	});

	it('are counted apart for each tenant and each host', async () => {
		for (const at of [
			{ host: 'shared.example', tenant: 'one.example' },
			{ host: 'shared.example', tenant: 'other.example' },
			{ host: 'own.example', tenant: 'one.example' },
		])
			expect(await inOrder(askers(2, { ...at, places: 1 }), (asker) => asker.takes())).toEqual([true, false]);
	});

	it('become more where the limit rises, and fewer where it falls', async () => {
		const at = { host: 'changing.example' };
		const [first] = askers(1, { ...at, places: 1 });
		const more = askers(2, { ...at, places: 2 });
		const [fewer] = askers(1, { ...at, places: 1 });
		expect(await inOrder([first!, ...more], (asker) => asker.takes())).toEqual([true, true, false]);
		await more[0]!.giveBack();
		expect(await fewer!.takes()).toBe(false);
	});

	it('are not taken by a transaction that is rolled back', async () => {
		const [first, second] = askers(2, { host: 'rolled.example', places: 1 }) as [Asker, Asker];
		await first.takes();
		await first.giveBack();
		const wish = { hostKey: keyOf('rolled.example'), placeKey: first.held!.placeKey, places: 1 } as const;
		const failing = database.inSubscription(first.subscriptionId, async (tx) => {
			const run = { runKind: 'engagement', runId: first.runId, holder: randomUUID() } as const;
			expect(await takePlace(tx, { ...wish, ...run, hasRoom: true, lease: HOUR })).toEqual({ number: 1 });
			throw new Error('rolled back');
		});
		await expect(failing).rejects.toThrow('rolled back');
		expect(await second.takes()).toBe(true);
	});

	it('tell nobody a name', async () => {
		await askers(1, { host: 'hidden.example', places: 1 })[0]!.takes();
		const rows = await pool.query<{ row: string }>(
			`SELECT host_place::text AS row FROM host_place UNION ALL SELECT host_wait::text FROM host_wait`,
		);
		expect(rows.filter(({ row }) => row.includes('example'))).toEqual([]);
	});
});

describe('runs that wait', () => {
	it('get their places in the order in which they began to wait, whoever comes by meanwhile', async () => {
		const at = { host: 'queue.example', places: 1 };
		const [first, ...waiting] = askers(5, at);
		expect(await first!.takes()).toBe(true);
		expect(await inOrder(waiting, (asker) => asker.takes())).toEqual([false, false, false, false]);
		// A look of one's own does not put anybody back in the line.
		expect(await waiting[0]!.takes()).toBe(false);
		let holding = first!;
		for (const next of waiting) {
			await holding.giveBack();
			expect((await poked()).at(-1)).toBe(next.runId);
			const [passerBy] = askers(1, at);
			expect(await passerBy!.takes()).toBe(false);
			expect(await waiting.at(-1)!.takes()).toBe(next === waiting.at(-1));
			expect(next.held !== undefined || (await next.takes())).toBe(true);
			holding = next;
		}
		expect((await poked()).slice(0, 4)).toEqual(waiting.map(({ runId }) => runId));
	});

	it('are poked once for a place that was given back, each for another', async () => {
		const at = { host: 'twice.example', places: 2 };
		const [one, other, ...waiting] = askers(5, at);
		await inOrder([one!, other!, ...waiting], (asker) => asker.takes());
		await Promise.all([one!.giveBack(), other!.giveBack()]);
		expect((await poked()).toSorted()).toEqual(
			waiting
				.slice(0, 2)
				.map(({ runId }) => runId)
				.toSorted(),
		);
		expect(await inOrder(waiting.toReversed(), (asker) => asker.takes())).toEqual([false, true, true]);
	});

	it('wait for a share of their worker too, and are poked by another tenant of the host', async () => {
		const [holding] = askers(1, { host: 'share.example', tenant: 'one.example', places: 1 });
		const [other] = askers(1, { host: 'share.example', tenant: 'other.example', places: 1 });
		await holding!.takes();
		// Places enough, but this worker gives the host no more.
		expect(await other!.takes()).toBe(true);
		await other!.giveBack();
		expect(await other!.takes(false)).toBe(false);
		await holding!.giveBack();
		expect(await poked()).toEqual([other!.runId]);
		expect(await other!.takes()).toBe(true);
	});

	it('are passed over where their own tenant has no place', async () => {
		const full = { host: 'mixed.example', tenant: 'full.example', places: 1 };
		const [holds, waits] = askers(2, full);
		const [leaves, comes] = askers(2, { host: 'mixed.example', tenant: 'other.example', places: 1 });
		await inOrder([holds!, leaves!, waits!, comes!], (asker) => asker.takes());
		await leaves!.giveBack();
		expect(await poked()).toEqual([comes!.runId]);
	});

	it('that do not come leave their place to others', async () => {
		const [holds, gone, next] = askers(3, { host: 'gone.example', places: 1 });
		await inOrder([holds!, gone!, next!], (asker) => asker.takes());
		await holds!.giveBack();
		expect(await next!.takes()).toBe(false);
		await pool.query(`UPDATE host_place SET lease_until = clock_timestamp() WHERE kept_for = $1`, [
			gone!.runId,
		]);
		expect(await next!.takes()).toBe(true);
		await pool.query(
			`UPDATE host_wait SET gone_at = clock_timestamp() - interval '1 s' WHERE target_id = $1`,
			[gone!.runId],
		);
		await forgetPlaces(pool);
		await next!.giveBack();
		expect(await poked()).toEqual([gone!.runId]);
	});

	it('look again by themselves, the later the longer they wait', async () => {
		const [holds, waits] = askers(2, { host: 'long.example', places: 1 });
		await holds!.takes();
		const pause = async () => {
			const { againAt } = (await waits!.ask()) as { againAt: Date };
			const now = await database.inInstallation(async ({ at }) => at);
			return againAt.getTime() - now.getTime();
		};
		const first = await pause();
		expect(first).toBeLessThanOrEqual(1.25 * placeLimits.againAtLeast);
		await asOwner(`UPDATE host_wait SET since = since - interval '1 h' WHERE target_id = '${waits!.runId}'`);
		const later = await pause();
		expect(later).toBeGreaterThan(first);
		expect(later).toBeLessThanOrEqual(1.25 * placeLimits.againAtMost);
		expect(1.25 * placeLimits.againAtMost).toBeLessThan(placeLimits.goneAfter);
	});
});

describe('a lease', () => {
	it('that ran out frees the place, and its late holder neither renews nor gives it back', async () => {
		const [dead, next, third] = askers(3, { host: 'dead.example', places: 1, lease: 1 });
		await dead!.takes();
		await pool.query(`SELECT pg_sleep(0.01)`);
		next!.at.lease = HOUR;
		expect(await next!.takes()).toBe(true);
		await renewPlace(pool, dead!.held!, 1);
		await dead!.giveBack();
		expect(await third!.takes()).toBe(false);
		expect(await poked()).toEqual([]);
	});

	it('that is renewed holds', async () => {
		const [holds, next] = askers(2, { host: 'alive.example', places: 1, lease: 1 });
		await holds!.takes();
		await renewPlace(pool, holds!.held!, HOUR);
		await pool.query(`SELECT pg_sleep(0.01)`);
		expect(await next!.takes()).toBe(false);
	});
});
