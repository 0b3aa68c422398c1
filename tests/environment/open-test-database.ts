import { openDatabase, type Database } from '#platform/database/database.ts';
import { createTestDatabase } from './database.ts';

/** A migrated database of one's own, opened as the product opens it. */
export interface OpenTestDatabase {
	readonly database: Database;
	/** Call it in `afterAll`. */
	close(): Promise<void>;
}

export async function openTestDatabase(): Promise<OpenTestDatabase> {
	const testDatabase = await createTestDatabase();
	const database = openDatabase({ url: testDatabase.url, name: 'test' });
	return {
		database,
		async close() {
			await database.close();
			await testDatabase.drop();
		},
	};
}
