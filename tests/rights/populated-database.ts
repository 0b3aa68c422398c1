import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { openSuppressionKey } from '#domain/suppressions/ask/suppression-key.ts';
import { openDatabase, type Database, type Transaction } from '#platform/database/database.ts';
import { createEnvelopes, type Envelopes } from '#platform/secrets/envelope.ts';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { populate, REFERENCE_SQL, type Populated } from './populate.ts';

/** A database of one's own, with subscriptions on demand. */
export interface PopulatedDatabase {
	/** For a process of its own, with the master key that sealed what lies in it. */
	home: TestDatabase;
	masterKey: Buffer;
	database: Database;
	envelopes: Envelopes;
	/** @param id of the subscription; undefined: any. */
	populate(id?: string): Promise<Populated>;
	/** One transaction as a subscription. */
	within<T>(world: Populated, work: (tx: Transaction) => Promise<T>): Promise<T>;
	/** As the superuser. */
	query<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
	close(): Promise<void>;
}

export async function openPopulatedDatabase(): Promise<PopulatedDatabase> {
	const home = await createTestDatabase();
	const admin = new pg.Client({ connectionString: home.adminUrl });
	await admin.connect();
	await admin.query(REFERENCE_SQL);
	const database = openDatabase({ url: home.url, name: 'test' });
	const masterKey = randomBytes(32);
	const envelopes = createEnvelopes(masterKey);
	await openSuppressionKey(database, envelopes);
	return {
		...{ home, masterKey },
		database,
		envelopes,
		populate: (id) => populate(database, envelopes, id),
		within: (world, work) => database.inSubscription(world.subscriptionId, work),
		query: async <Row>(sql: string, values?: unknown[]) => (await admin.query(sql, values)).rows as Row[],
		async close() {
			await database.close();
			await admin.end();
			await home.drop();
		},
	};
}
