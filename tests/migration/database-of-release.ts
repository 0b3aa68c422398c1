import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { createEmptyDatabase, type TestDatabase } from '#tests/environment/database.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** Its migrations; they never change. */
const MIGRATIONS_OF_0_1 = ['0001_ground.sql', '0002_sign_in.sql'];

/** With what release 0.1 sealed passwords and keys in the recorded rows. */
export const MASTER_KEY_OF_0_1 = Buffer.alloc(32, 1);

/** Runs among the recorded rows; `release-0.1.json` was written by the code of commit 1dc1323, in the middle of sends. */
export type RecordedRun =
	/** The server held its answer to DATA. */
	| 'claimed'
	/** The server kept the mail and held its answer to the dot. */
	| 'armed'
	/** The same, of a mailbox whose policy is to send again. */
	| 'armedLost'
	/** The server kept the mail and closed after the dot; reconciled once. */
	| 'uncertain'
	/** Its first step left, then it was withdrawn. */
	| 'ended'
	/** Starts ten seconds after the recording. */
	| 'waiting'
	/** A reply from the sheet, claimed. */
	| 'personal';

export interface DatabaseOfRelease {
	readonly testDatabase: TestDatabase;
	readonly runs: Readonly<Record<RecordedRun, { readonly subscriptionId: string; readonly id: string }>>;
}

interface Recording extends Pick<DatabaseOfRelease, 'runs'> {
	readonly recordedAt: string;
	readonly tables: Readonly<Record<string, readonly Record<string, unknown>[]>>;
}

/** A database as release 0.1 left it when its worker died a moment ago: its schema, its ledger, its rows. */
export async function createDatabaseOfRelease01(): Promise<DatabaseOfRelease> {
	const testDatabase = await createEmptyDatabase();
	const owner = new pg.Client({ connectionString: testDatabase.url });
	await owner.connect();
	await owner.query(read('prisma/roles.sql'));
	await owner.query(`CREATE TABLE public.schema_migration (
		name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
	for (const name of MIGRATIONS_OF_0_1) {
		const sql = read(`prisma/migrations/${name}`);
		const checksum = createHash('sha256').update(sql).digest('hex');
		await owner.query('BEGIN');
		await owner.query(sql);
		await owner.query('INSERT INTO public.schema_migration (name, checksum) VALUES ($1, $2)', [
			name,
			checksum,
		]);
		await owner.query('COMMIT');
	}
	await owner.end();
	const { runs, tables } = recordingAsOfNow();
	const admin = new pg.Client({ connectionString: testDatabase.adminUrl });
	await admin.connect();
	// The rows come table by table, past triggers and references.
	await admin.query(`SET session_replication_role = 'replica'`);
	for (const [table, rows] of Object.entries(tables)) {
		const columns = Object.keys(rows[0]!)
			.map((column) => `"${column}"`)
			.join(', ');
		await admin.query(
			`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1)`,
			[JSON.stringify(rows)],
		);
	}
	await admin.end();
	return { testDatabase, runs };
}

/** The recording with its instants moved, as if it had been made just now. */
function recordingAsOfNow(): Recording {
	const text = read('tests/migration/release-0.1.json');
	const { recordedAt } = JSON.parse(text) as Recording;
	const age = Date.now() - Date.parse(recordedAt);
	const instant = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+00:00)"/g;
	return JSON.parse(
		text.replace(instant, (_, found: string) => `"${new Date(Date.parse(found) + age).toISOString()}"`),
	) as Recording;
}
