import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { unfitness } from './fit-database.ts';
import { migrate } from './migrate.ts';

const fit = { version: 180_004, versionName: '18.4', encoding: 'UTF8', characters: 'C.UTF-8' };

it('names the version that is needed, and the one that is there', () => {
	expect(unfitness({ ...fit, version: 140_012, versionName: '14.12' })).toBe(
		'Refrain needs PostgreSQL 15 or newer, and the server of DATABASE_URL is 14.12.',
	);
	expect(unfitness({ ...fit, version: 150_000, versionName: '15.0' })).toBeUndefined();
});

it('asks for UTF-8, and for letters with accents', () => {
	expect(unfitness({ ...fit, encoding: 'SQL_ASCII' })).toMatch(/encoding SQL_ASCII: create it with/);
	expect(unfitness({ ...fit, characters: 'C' })).toMatch(/LC_CTYPE C, which knows no accented letters/);
});

let testDatabase: TestDatabase;
let admin: pg.Client;
const made = `unfit_${randomBytes(6).toString('hex')}`;

beforeAll(async () => {
	testDatabase = await createTestDatabase();
	admin = new pg.Client({ connectionString: testDatabase.adminUrl });
	await admin.connect();
	await admin.query(`CREATE DATABASE ${made} LC_CTYPE 'C' TEMPLATE template0`);
	await admin.query(`CREATE ROLE ${made} LOGIN PASSWORD '${made}'`);
});
afterAll(async () => {
	await admin.query(`DROP DATABASE ${made}`);
	await admin.query(`DROP ROLE ${made}`);
	await admin.end();
	await testDatabase.drop();
});

it('migrates nothing in a database that does not fit', async () => {
	const url = new URL(testDatabase.adminUrl);
	url.pathname = `/${made}`;
	await expect(migrate(url.href)).rejects.toThrow(/LC_CTYPE C/);
});

it('says that nobody answers, and what a role needs that may not make the others', async () => {
	await expect(migrate('postgresql://somebody@127.0.0.1:1/refrain')).rejects.toThrow(
		'The database of DATABASE_URL cannot be opened: connect ECONNREFUSED 127.0.0.1:1.',
	);
	const url = new URL(testDatabase.url);
	url.username = made;
	url.password = made;
	await expect(migrate(url.href)).rejects.toThrow(/The role of DATABASE_URL must .* CREATEROLE/);
});

it('does not take a database for ready that was restored before its roles were made', async () => {
	const restored = await createTestDatabase();
	const client = new pg.Client({ connectionString: restored.adminUrl });
	await client.connect();
	try {
		expect(await migrate(restored.url)).toEqual([]);
		// What a dump grants to a role that does not exist is lost, and the restore goes on without it.
		await client.query('DROP OWNED BY refrain_support');
		await expect(migrate(restored.url)).rejects.toThrow(
			/^Nothing is granted to refrain_support in this database: .* prisma\/roles\.sql/,
		);
	} finally {
		await client.end();
		await restored.drop();
	}
});
