import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSuppressionKey } from '#domain/suppressions/ask/suppression-key.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { populate, REFERENCE_SQL } from './populate.ts';

/** Tables in which nobody could find a text, a name or an address of a subscription, each with its reason. */
const LEFT_EMPTY: Record<string, string> = {
	answered_request: 'what was answered, read again by the very person who asked, under her request’s own id',
	automation_effect: 'ids, instants and codes',
	command: 'ids, instants and answers in codes',
	host_wait: 'ids, instants and the hash of a host',
	late_batch: 'ids and instants',
	mailbox_alias: 'addresses of a mailbox, which no procedure reads',
	mailbox_grant: 'sealed tokens, which no procedure reads',
	message_copy: 'ids and cursors',
	outbox: 'ids and instants',
	reading_try: 'cursors; the paths of folders are told to nobody',
	refused_send: 'ids, instants and codes',
	send_identity: 'Message-IDs, which no procedure reads',
	sender_slot: 'ids and instants',
	sign_in_visit: 'ids, instants, hashes and sealed codes, which no procedure reads',
	support_grant: 'ids and instants',
};

let home: TestDatabase;
let admin: pg.Client;
let database: Database;

beforeAll(async () => {
	home = await createTestDatabase();
	admin = new pg.Client({ connectionString: home.adminUrl });
	await admin.connect();
	await admin.query(REFERENCE_SQL);
	database = openDatabase({ url: home.url, name: 'populated' });
});

afterAll(async () => {
	await database.close();
	await admin.end();
	await home.drop();
});

// rights.test.ts looks for a subscription's canaries in what others are told: a table without a row could leak unseen.
it('the world of the rights has a row in every table of a subscription', async () => {
	const envelopes = createEnvelopes(randomBytes(32));
	await openSuppressionKey(database, envelopes);
	const { subscriptionId } = await populate(database, envelopes);
	const tables = await admin.query<{ name: string }>(`
		SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
		WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attname = 'subscription_id' ORDER BY 1`);
	const empty: string[] = [];
	for (const { name } of tables.rows) {
		const { rowCount } = await admin.query(`SELECT FROM ${name} WHERE subscription_id = $1 LIMIT 1`, [
			subscriptionId,
		]);
		if (rowCount === 0) empty.push(name);
	}
	expect(empty).toEqual(Object.keys(LEFT_EMPTY));
});
