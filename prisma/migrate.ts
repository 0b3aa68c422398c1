import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { DatabaseUnfit, refuseLostGrants, refuseUnfitDatabase } from './fit-database.ts';

const FOLDER = fileURLToPath(new URL('./migrations/', import.meta.url));
const ROLES = fileURLToPath(new URL('./roles.sql', import.meta.url));

/** Advisory lock of the migrator: two starts at once migrate one after the other. */
const MIGRATION_LOCK = 7_274_901;

/** SQLSTATE: insufficient_privilege. */
const NOT_ALLOWED = '42501';

/** A migration that failed, with the line of its file where PostgreSQL stopped. Nothing of that file was kept. */
export class MigrationFailure extends Error {
	override name = 'MigrationFailure';
}

interface Migration {
	name: string;
	sql: string;
	checksum: string;
}

function readMigrations(): Migration[] {
	return readdirSync(FOLDER)
		.filter((name) => name.endsWith('.sql'))
		.sort()
		.map((name) => {
			const sql = readFileSync(FOLDER + name, 'utf8').replaceAll('\r\n', '\n');
			return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
		});
}

function describeFailure(migration: Migration, error: unknown): MigrationFailure {
	const { message, position } = error as { message: string; position?: string };
	const line = position ? migration.sql.slice(0, Number(position)).split('\n').length : undefined;
	return new MigrationFailure(`${migration.name}${line ? `, line ${line}` : ''}: ${message}`, {
		cause: error,
	});
}

async function connect(client: pg.Client): Promise<void> {
	try {
		await client.connect();
	} catch (error) {
		// Where a name has two addresses, both failures come without words of their own.
		const { message, code } = error as { message: string; code?: string };
		throw new DatabaseUnfit(`The database of DATABASE_URL cannot be opened: ${message || code}.`, {
			cause: error,
		});
	}
}

async function makeRoles(client: pg.Client): Promise<void> {
	try {
		await client.query(readFileSync(ROLES, 'utf8'));
	} catch (error) {
		if ((error as { code?: string }).code !== NOT_ALLOWED) throw error;
		throw new DatabaseUnfit(
			'The role of DATABASE_URL must own the database and have CREATEROLE, or be a member of refrain_app, ' +
				`refrain_dispatch, refrain_support, refrain_auth and refrain_halt (${(error as Error).message}).`,
			{ cause: error },
		);
	}
}

/**
 * Brings a database to the newest schema: roles first, then each file of `migrations/` that is not in the ledger,
 * each in one transaction with its ledger row. Needs an owner who may create roles, or roles that exist already.
 *
 * @returns the names of the files it applied.
 * @throws {DatabaseUnfit} before anything is changed, or where a restore lost what was granted; with one sentence.
 * @throws {MigrationFailure} where a file fails, or one that was applied has since been changed.
 */
export async function migrate(url: string): Promise<string[]> {
	const client = new pg.Client({ connectionString: url, application_name: 'refrain-migrate' });
	client.on('error', () => {}); // a cut connection fails the pending query, which is where it is reported
	await connect(client);
	const applied: string[] = [];
	try {
		await refuseUnfitDatabase(client);
		await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
		await makeRoles(client);
		await client.query(`CREATE TABLE IF NOT EXISTS public.schema_migration (
			name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
		const ledger = new Map(
			(await client.query('SELECT name, checksum FROM public.schema_migration')).rows.map((row) => [
				row.name as string,
				row.checksum as string,
			]),
		);
		for (const migration of readMigrations()) {
			const known = ledger.get(migration.name);
			if (known === migration.checksum) continue;
			if (known !== undefined)
				throw new MigrationFailure(
					`${migration.name} was changed after it had been applied: write a new migration instead.`,
				);
			await client.query('BEGIN');
			try {
				await client.query(migration.sql);
				await client.query('INSERT INTO public.schema_migration (name, checksum) VALUES ($1, $2)', [
					migration.name,
					migration.checksum,
				]);
				await client.query('COMMIT');
			} catch (error) {
				await client.query('ROLLBACK');
				throw describeFailure(migration, error);
			}
			applied.push(migration.name);
		}
		await refuseLostGrants(client);
		return applied;
	} finally {
		await client.end();
	}
}
