import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { prepareInstallation } from '#domain/accounts/prepare-installation.ts';
import { openSuppressionKey } from '#domain/suppressions/ask/suppression-key.ts';
import { openDatabase, type Database, type Transaction } from '#platform/database/database.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { createTestDatabase } from '../database.ts';

/** A database of its own, where an office's subscription will be. */
export interface OpenedDatabase {
	readonly database: Database;
	/** The owner's address of its database. */
	readonly ownerUrl: string;
	readonly close: () => Promise<void>;
}

/** What its installation is. */
export interface OfficeInstallation {
	readonly publicUrl: string;
	readonly sandbox: boolean;
	/** It has a sender of its own. */
	readonly writesToUsers: boolean;
}

export async function openOfficeDatabase(
	name: string,
	{ writesToUsers, ...installation }: OfficeInstallation,
): Promise<OpenedDatabase> {
	const testDatabase = await createTestDatabase();
	const database = openDatabase({ url: testDatabase.url, name, writesToUsers });
	await openSuppressionKey(database, createEnvelopes(randomBytes(32)));
	await prepareInstallation(testDatabase.url, installation);
	return {
		database,
		ownerUrl: testDatabase.url,
		async close() {
			await database.close();
			await testDatabase.drop();
		},
	};
}

/** One subscription in a database of its own, and the clock that it lives by. */
export class OfficeDatabase {
	readonly subscriptionId = randomUUID();
	readonly database: Database;
	readonly ownerUrl: string;
	readonly close: () => Promise<void>;

	protected constructor({ database, ownerUrl, close }: OpenedDatabase) {
		this.database = database;
		this.ownerUrl = ownerUrl;
		this.close = close;
	}

	/** One transaction of this subscription. */
	tx<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
		return this.database.inSubscription(this.subscriptionId, work);
	}

	/** One statement as the owner of the database, behind its roles. */
	async asOwner(sql: string): Promise<void> {
		const client = new pg.Client({ connectionString: this.ownerUrl });
		await client.connect();
		try {
			await client.query(sql);
		} finally {
			await client.end();
		}
	}

	/** Domain time. */
	now(): Promise<Date> {
		return this.tx(async ({ at }) => at);
	}

	/** Moves the one clock on. */
	async advance(milliseconds: number): Promise<void> {
		await this.tx(
			({ db }) =>
				db.$executeRaw`UPDATE installation SET clock_offset_ms = clock_offset_ms + ${Math.round(milliseconds)}::bigint`,
		);
	}

	async advanceTo(instant: Date): Promise<void> {
		await this.advance(Math.max(0, instant.getTime() - (await this.now()).getTime()));
	}
}
