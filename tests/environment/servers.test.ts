import { Connection } from '@temporalio/client';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase();
});
afterAll(() => database.drop());

test('a test database is migrated, UTF-8 with the builtin C.UTF-8, and its owner is no superuser', async () => {
	const client = new pg.Client({ connectionString: database.url });
	await client.connect();
	const { rows } = await client.query(`SELECT
		(SELECT count(*)::int FROM public.schema_migration) > 0 AS migrated,
		(SELECT concat(pg_encoding_to_char(encoding), ' ', datlocprovider, ' ', datlocale) FROM pg_database
			WHERE datname = current_database()) AS text,
		(SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser`);
	await client.end();
	expect(rows).toEqual([{ migrated: true, text: 'UTF8 b C.UTF-8', superuser: false }]);
});

test('the owner can become the role of the application', async () => {
	const url = `${database.url}&options=${encodeURIComponent('-c role=refrain_app')}`;
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	const { rows } = await client.query('SELECT current_user AS role');
	await client.end();
	expect(rows).toEqual([{ role: 'refrain_app' }]);
});

test('Temporal serves the namespace with its search attributes', async () => {
	const connection = await Connection.connect({ address: inject('temporalAddress') });
	const { customAttributes } = await connection.operatorService.listSearchAttributes({
		namespace: inject('temporalNamespace'),
	});
	await connection.close();
	expect(Object.keys(customAttributes ?? {})).toEqual(
		expect.arrayContaining(['RefrainSubscription', 'RefrainKind', 'RefrainOwner']),
	);
});
