import { afterAll } from 'vitest';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { createTestDatabase } from './database.ts';

/** A database of one's own for a test file, opened as the product does; closed and dropped after its tests. */
export async function openTestDatabase(): Promise<Database> {
	const testDatabase = await createTestDatabase();
	const database = openDatabase({ url: testDatabase.url, name: 'test' });
	afterAll(async () => {
		await database.close();
		await testDatabase.drop();
	});
	return database;
}
