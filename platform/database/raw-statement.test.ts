import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { beforeAll, expect, it, vi } from 'vitest';
import { openTestDatabase } from '#tests/environment/open-test-database.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from './database.ts';
import { isUniqueViolation, postgresCode } from './failures.ts';

const database = await openTestDatabase();
const [ours, theirs] = [randomUUID(), randomUUID()];

beforeAll(async () => {
	for (const id of [ours, theirs])
		await database.inSubscription(id, (tx) => tx.db.subscription.create({ data: { id, name: id } }));
});

const inOurs = <T>(work: (tx: Transaction) => Promise<T>) => database.inSubscription(ours, work);

it('is part of the transaction: sees what Prisma wrote, and of this subscription alone', async () => {
	const seen = await inOurs(async ({ db, sql }) => {
		await db.company.create({ data: { subscriptionId: ours, name: 'Brumevent' } });
		return sql<{ id: string; name: string }>`
			SELECT s.id::text, c.name FROM subscription s LEFT JOIN company c ON c.subscription_id = s.id`;
	});
	expect(seen).toEqual([{ id: ours, name: 'Brumevent' }]);
});

it('goes with the transaction when it is taken back', async () => {
	const taken = inOurs(async ({ sql, subscriptionId }) => {
		await sql`INSERT INTO company (subscription_id, name) VALUES (${subscriptionId}::uuid, 'Calquemain')`;
		throw new Error('taken back');
	});
	await expect(taken).rejects.toThrow('taken back');
	const kept = await inOurs(({ sql }) => sql`SELECT FROM company WHERE name = 'Calquemain'`);
	expect(kept).toHaveLength(0);
});

it('takes fragments, instants, bytes, arrays and nothing as values', async () => {
	const at = new Date('2026-03-29T23:30:00.250Z');
	const bytes = new Uint8Array([1, 0, 255]);
	const [row] = await inOurs(
		({ sql }) => sql`
			SELECT ${at}::timestamptz AS at, ${at}::date::text AS day, ${bytes}::bytea AS bytes, ${[ours]}::uuid[] AS ids,
				${null}::text AS nothing, ${Prisma.sql`${1}::int + ${2}::int`} AS sum`,
	);
	expect(row).toEqual({
		at,
		day: '2026-03-29',
		bytes: Buffer.from(bytes),
		ids: [ours],
		nothing: null,
		sum: 3,
	});
});

it('tells PostgreSQL’s code of a refusal', async () => {
	const doubled = inOurs(
		({ sql }) => sql`INSERT INTO subscription (id, name) VALUES (${ours}::uuid, 'Once more')`,
	);
	await expect(doubled).rejects.toSatisfy(isUniqueViolation);
	await expect(inOurs(({ sql }) => sql`SELECT 1 / 0`)).rejects.toSatisfy(
		(error) => postgresCode(error) === '22012',
	);
});

it('is run again when two transactions deadlock', async () => {
	const ids = await inOurs(
		({ sql }) => sql<{ id: string }>`
		INSERT INTO company (subscription_id, name)
		SELECT ${ours}::uuid, name FROM unnest(${['A', 'B']}::text[]) AS name RETURNING id::text`,
	);
	const [a, b] = ids.map(({ id }) => id);
	let tries = 0;
	const bothHold = Promise.withResolvers<void>();
	let holding = 0;
	const touch = (first: string, second: string) =>
		inOurs(async ({ sql }) => {
			tries++;
			await sql`UPDATE company SET city = 'Nantes' WHERE id = ${first}::uuid`;
			if (++holding === 2) bothHold.resolve();
			await bothHold.promise;
			await sql`UPDATE company SET city = 'Nantes' WHERE id = ${second}::uuid`;
		});
	await Promise.all([touch(a!, b!), touch(b!, a!)]);
	expect(tries).toBe(3);
});

it('asks nothing of a connection that its transaction has given back', async () => {
	const kept = await inOurs(async ({ sql }) => sql);
	await expect(kept`SELECT 1`).rejects.toThrow('the transaction is over');
});

it('begins, reads the clock and takes its subscription in one round trip', async () => {
	await inOurs(({ sql }) => sql`SELECT 1`);
	const asked = vi.spyOn(pg.Query.prototype, 'submit');
	try {
		await inOurs(({ sql }) => sql`SELECT 1`);
		expect(asked).toHaveBeenCalledTimes(3);
	} finally {
		asked.mockRestore();
	}
});
