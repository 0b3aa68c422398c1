/**
 * What PostgreSQL itself says of the schema. After a migration: `npm run golden:catalog` rewrites the list, and the
 * review reads what changed.
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describedSchemas, missingSql } from '#prisma/schema-engine.ts';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { printCatalog, readCatalog } from './read-catalog.ts';

/** Tables of no subscription (docs/design/visibility.md#exceptions), each with its reason. */
const WITHOUT_ROW_LEVEL_SECURITY: Record<string, string> = {
	'public.schema_migration': 'the ledger: no role of the product may read it',
	'public.installation': 'one row, of the installation',
	'public.restore_incident': 'a restore concerns the whole installation: ids and instants only',
	'public.installation_halt': 'a halt of the whole installation, in support’s own words',
	'public.platform_inbox': 'how far the platform’s own mailbox was read: numbers only',
	'public.installation_key': 'sealed keys of the installation',
	'public.founding_link': 'hash of a link that belongs to nobody yet',
	'public.support_user': 'support belongs to the installation',
	'public.host_place':
		'places at an SMTP host over all subscriptions: keyed hashes, numbers, ids of attempts and runs',
	'public.reference_company': 'shared reference, read by all',
	'public.reference_contact': 'shared reference, read by all (R-53)',
};

/** Functions that run with their owner's rights: none may be added without a reason here. */
const SECURITY_DEFINERS: string[] = [
	// Whoever writes recipients owns no table; takes nothing and answers nothing.
	'analyze_issue_places',
	'analyze_newsletter_lists',
	'change_hit_counts',
	'count_hits',
	// The sweep reads no letters: deletes images that none of them shows, and answers how many went.
	'forget_unused_images',
	// A relay gave an id in the place of ours; answers places of the subscription of whoever asks, and no other's.
	'places_of_server_ids',
	// A relay calls with a secret that nobody guesses; answers whose relay it is, and nothing else of it.
	'relay_hook_of',
	// A ticket of a newsletter names its issue alone; answers the id of the subscription, and nothing else of it.
	'subscription_of_issue',
	// A mail shows an image by a name that nobody guesses; answers the id of its subscription, and nothing else of it.
	'subscription_of_letter_image',
];

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

async function column(sql: string): Promise<string[]> {
	return (await client.query<{ value: string }>(sql)).rows.map(({ value }) => value);
}

/** Tables whose rows nothing but grants protects. */
async function openTables(): Promise<string[]> {
	const open = await column(`
		SELECT relnamespace::regnamespace || '.' || relname AS value FROM pg_class
		WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
			AND NOT (relrowsecurity AND relforcerowsecurity)`);
	return open.sort();
}

describe('row-level security', () => {
	it('is forced on every table but the named exceptions, and those of sign-in', async () => {
		expect(await openTables()).toEqual(Object.keys(WITHOUT_ROW_LEVEL_SECURITY).sort());
	});

	it('has a policy by subscription for the app on each of them', async () => {
		const without = await column(`
			SELECT relname AS value FROM pg_class c
			WHERE relnamespace = 'public'::regnamespace AND relrowsecurity AND NOT EXISTS (
				SELECT FROM pg_policy WHERE polrelid = c.oid AND polcmd = '*' AND 'refrain_app'::regrole = ANY(polroles)
					AND pg_get_expr(polqual, polrelid) LIKE '%current_subscription()%'
					AND pg_get_expr(polwithcheck, polrelid) LIKE '%current_subscription()%')`);
		expect(without).toEqual([]);
	});

	it('lets no other policy of the app or of everybody widen it', async () => {
		const wide = await column(`
			SELECT polrelid::regclass || ' ' || polname AS value FROM pg_policy
			WHERE polname <> 'subscription' AND (0 = ANY(polroles) OR 'refrain_app'::regrole = ANY(polroles))`);
		expect(wide).toEqual([]);
	});

	it('binds the roles of the product: none owns a table, is a superuser or passes by', async () => {
		const mighty = await column(`
			SELECT rolname AS value FROM pg_roles r WHERE rolname = ANY('{refrain_app,refrain_dispatch,refrain_support,refrain_auth,refrain_halt}')
				AND (rolsuper OR rolbypassrls OR rolcanlogin
				OR EXISTS (SELECT FROM pg_class WHERE relowner = r.oid))`);
		expect(mighty).toEqual([]);
	});

	it('would be missed where a table came without it', async () => {
		await client.query('CREATE TABLE forgotten (subscription_id uuid)');
		try {
			expect(await openTables()).toContain('public.forgotten');
		} finally {
			await client.query('DROP TABLE forgotten');
		}
	});
});

describe('ways around it', () => {
	it('has no view that reads with its owner’s rights', async () => {
		const leaky = await column(`
			SELECT relname AS value FROM pg_class WHERE relnamespace IN ('public'::regnamespace, 'auth'::regnamespace)
				AND (relkind = 'm' OR relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY(reloptions), false))`);
		expect(leaky).toEqual([]);
	});

	it('has only the named functions with their owner’s rights', async () => {
		const definers = await column(
			`SELECT proname AS value FROM pg_proc WHERE prosecdef AND pronamespace IN ('public'::regnamespace, 'auth'::regnamespace)`,
		);
		expect(definers.sort()).toEqual(SECURITY_DEFINERS);
	});

	it('carries the subscription in every foreign key between its rows', async () => {
		const bare = await column(`
			SELECT conrelid::regclass || ' ' || conname AS value FROM pg_constraint k
			WHERE contype = 'f' AND connamespace = 'public'::regnamespace
				AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = conrelid AND attname = 'subscription_id')
				AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = conrelid AND attnum = ANY(conkey)
					AND attname = 'subscription_id')`);
		expect(bare).toEqual([]);
	});
});

describe('the schema', () => {
	it('is what the golden list says: policies, constraints, indexes, triggers, functions and grants', async () => {
		await expect(printCatalog(await readCatalog(client))).toMatchFileSnapshot('golden/catalog.txt');
	});

	for (const described of describedSchemas) {
		it(`is what Prisma declares in ${described.postgresSchema}`, async () => {
			expect(await missingSql(database.url, described)).toBeNull();
		});
	}
});
