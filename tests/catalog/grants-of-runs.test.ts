/**
 * The grants of dispatch and support against the registry of run kinds, column by column: PostgreSQL itself says which
 * columns its SQL reads, as what a view of it depends on.
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownerSql, RUN_REGISTRY } from '#domain/runs/registry.ts';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { RUN_KINDS, type RunKind } from '#workflows/contracts/run-ref.ts';

/** What the roles read beside the registry. */
const BESIDE = {
	// domain_now(); the dispatcher's own table, whose columns are granted as a whole; whose clocks are told of a move; looks that
	// are pruned; places at hosts, which are handed on over all subscriptions; how far the platform's mailbox was read; which mails
	// have hits to be judged and which hits are old; whose subdomain of links is to be
	// checked; which domains of recipients are to be asked for.
	refrain_dispatch: [
		'installation.clock_offset_ms',
		'subscription.id',
		...['at', 'id', 'is_raw', 'issue_id', 'place', 'rules', 'send_id', 'subscription_id', 'verdict'].map(
			(name) => `hit.${name}`,
		),
		...['next_check_at', 'subscription_id'].map((name) => `tracking_domain.${name}`),
		...['domain', 'next_ask_at', 'noted_at', 'subscription_id'].map((name) => `recipient_domain.${name}`),
		...['at', 'engagement_id', 'id', 'subscription_id'].map((name) => `engagement_look.${name}`),
		...[
			'attempts',
			'created_at',
			'delivered_at',
			'id',
			'kind',
			'next_try_at',
			'subscription_id',
			'target_id',
			'workflow',
		].map((name) => `outbox.${name}`),
		...['account', 'begun_uid', 'last_uid', 'read_at', 'singleton', 'tries', 'uid_validity'].map(
			(name) => `platform_inbox.${name}`,
		),
		...['holder', 'host_key', 'kept_for', 'lease_until', 'number', 'place_key'].map(
			(name) => `host_place.${name}`,
		),
		...[
			'again_at',
			'gone_at',
			'host_key',
			'place_key',
			'places',
			'since',
			'subscription_id',
			'target_id',
			'workflow',
		].map((name) => `host_wait.${name}`),
	],
	// The pages of single runs: lines of a test, flags by kind, folders by their use.
	refrain_support: {
		connection_check: ['check', 'milliseconds'],
		connection_test: [],
		mailbox_folder: ['id', 'last_uid', 'mailbox_id', 'read_at', 'special_use', 'subscription_id'],
		notification: ['id', 'kind'],
	},
};

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
	database = await createTestDatabase();
	client = new pg.Client({ connectionString: database.adminUrl });
	await client.connect();
});
afterAll(async () => {
	await client.end();
	await database.drop();
});

const dispatchSql = (kind: RunKind): string[] => {
	const { live, due, underWay } = RUN_REGISTRY[kind];
	const owned = `SELECT subscription_id, id, ${ownerSql(kind, 'live')} AS owner_id FROM (${live}) live`;
	return [owned, ...[due, underWay].flatMap((held) => held?.rows ?? [])];
};
const supportSql = (kind: RunKind): string =>
	`WITH limits AS (SELECT interval '10 minutes' AS proof_fresh) SELECT * FROM (${RUN_REGISTRY[kind].shown}) shown`;

/** The columns that a statement reads, as `table.column`. */
async function columnsOf(sql: string): Promise<string[]> {
	await client.query(`CREATE TEMPORARY VIEW reading AS ${sql}`);
	try {
		const { rows } = await client.query<{ name: string }>(
			`SELECT DISTINCT refobjid::regclass || '.' || attname AS name FROM pg_depend
			JOIN pg_rewrite ON pg_rewrite.oid = objid AND ev_class = 'pg_temp.reading'::regclass
			JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
			WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass AND refobjsubid > 0
				AND refobjid <> ev_class`,
		);
		return rows.map(({ name }) => name);
	} finally {
		await client.query('DROP VIEW reading');
	}
}

/** The columns that a role may read. */
async function grantedTo(role: string): Promise<string[]> {
	const { rows } = await client.query<{ name: string }>(
		`SELECT attrelid::regclass || '.' || attname AS name FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
		WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
			AND has_column_privilege($1, attrelid, attnum, 'SELECT')`,
		[role],
	);
	return rows.map(({ name }) => name).sort();
}

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

describe('dispatch', () => {
	it('may read what the registry reads, and nothing more', async () => {
		const read: string[] = [...BESIDE.refrain_dispatch];
		for (const kind of RUN_KINDS) for (const sql of dispatchSql(kind)) read.push(...(await columnsOf(sql)));
		expect(await grantedTo('refrain_dispatch')).toEqual(sorted(read));
	});

	it('has a policy for each of these tables, and for no other', async () => {
		const { rows } = await client.query<{ name: string }>(
			`SELECT polrelid::regclass::text AS name FROM pg_policy WHERE 'refrain_dispatch'::regrole = ANY(polroles)`,
		);
		const tables = (await grantedTo('refrain_dispatch')).map((name) => name.split('.')[0]!);
		expect(sorted(rows.map(({ name }) => name))).toEqual(
			sorted(tables).filter((table) => !['installation', 'host_place', 'platform_inbox'].includes(table)),
		);
	});
});

describe('support', () => {
	it('may read whatever the registry shows', async () => {
		const granted = await grantedTo('refrain_support');
		for (const kind of RUN_KINDS) {
			const read = await columnsOf(supportSql(kind));
			expect(read.length).toBeGreaterThan(3);
			expect([kind, read.filter((name) => !granted.includes(name))]).toEqual([kind, []]);
		}
	});

	it('reads of what only its list and pages of runs need these columns, and nothing more', async () => {
		const read: string[] = [];
		for (const kind of RUN_KINDS) read.push(...(await columnsOf(supportSql(kind))));
		const granted = await grantedTo('refrain_support');
		for (const [table, further] of Object.entries(BESIDE.refrain_support)) {
			const of = (names: string[]) => names.filter((name) => name.startsWith(`${table}.`));
			expect(of(granted)).toEqual(sorted([...of(read), ...further.map((name) => `${table}.${name}`)]));
		}
	});

	it.each(RUN_KINDS)('%s: reads it as its own role', async (kind) => {
		await client.query('BEGIN');
		try {
			await client.query('SET LOCAL ROLE refrain_support');
			await client.query(supportSql(kind));
			await client.query('SET LOCAL ROLE refrain_dispatch');
			for (const sql of dispatchSql(kind)) await client.query(sql);
		} finally {
			await client.query('ROLLBACK');
		}
	});
});
