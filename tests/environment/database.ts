import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { migrate } from '#prisma/migrate.ts';

const template = 'refrain_template';

/** One at a time makes the template; an advisory lock is held by the session, so a killed test frees it. */
const templateLock = 4_203_117;

export interface TestDatabase {
	name: string;
	/** the owner's address; add `?options=-c role=…` as the product does to be one of its roles */
	url: string;
	/** the superuser's address of this same database, to look behind row-level security */
	adminUrl: string;
	/** cuts the sessions that are left and removes it; call it in `afterAll` */
	drop(): Promise<void>;
}

/**
 * A migrated database of one's own, for one test file: a copy of a template that the first caller of a run makes.
 * Takes about 50 ms.
 */
export function createTestDatabase(): Promise<TestDatabase> {
	return createDatabase(async (client, name) => {
		await client.query('SELECT pg_advisory_lock($1)', [templateLock]);
		await ensureTemplate(client);
		// Copying refuses while anybody is connected to the template, so this too is one at a time.
		await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
	});
}

/** The same with nothing in it, for a test that migrates by itself. */
export function createEmptyDatabase(): Promise<TestDatabase> {
	return createDatabase(async (client, name) => {
		await client.query(`CREATE DATABASE ${name}`);
	});
}

async function createDatabase(
	create: (client: pg.Client, name: string) => Promise<void>,
): Promise<TestDatabase> {
	const name = `test_${randomBytes(6).toString('hex')}`;
	await withClient(inject('postgresUrl'), (client) => create(client, name));
	return {
		name,
		url: addressOf(inject('postgresUrl'), name),
		adminUrl: addressOf(inject('postgresAdminUrl'), name),
		drop: () =>
			withClient(inject('postgresAdminUrl'), async (client) => {
				await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
			}),
	};
}

async function ensureTemplate(client: pg.Client): Promise<void> {
	const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
	if (found.rowCount) return;
	const unfinished = `${template}_new`;
	await client.query(`DROP DATABASE IF EXISTS ${unfinished}`);
	await client.query(`CREATE DATABASE ${unfinished}`);
	await migrate(addressOf(inject('postgresUrl'), unfinished));
	await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`);
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	client.on('error', () => {});
	await client.connect();
	try {
		await work(client);
	} finally {
		await client.end();
	}
}

function addressOf(url: string, database: string): string {
	const address = new URL(url);
	address.pathname = `/${database}`;
	return address.href;
}
