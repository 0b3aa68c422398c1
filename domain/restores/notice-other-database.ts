import { Prisma } from '#prisma/generated/client/client.ts';
import type { Database } from '#platform/database/database.ts';
import { lastWorked } from './last-worked.ts';
import { recordRestore } from './record-restore.ts';

/**
 * SQL of what PostgreSQL itself numbers: cluster, timeline, database, a table of ours. A dump that was read in, a copy by
 * template and a recovery to a point in time have other numbers than what they were made of.
 */
export const FINGERPRINT = `concat_ws('/', (SELECT system_identifier FROM pg_control_system()),
	(SELECT timeline_id FROM pg_control_checkpoint()),
	(SELECT oid FROM pg_database WHERE datname = current_database()), 'engagement'::regclass::oid)`;

/**
 * Compares the database with the one that was last worked on, and remembers it. Another one came back from a backup: that is
 * recorded before anything works, since a run that ended after the backup knows nothing of what left.
 *
 * @returns true where this call recorded a restore.
 */
export async function noticeOtherDatabase(database: Database): Promise<boolean> {
	const lostSince = await database.asSupport(lastWorked);
	return database.asHalt(async (tx) => {
		const [row] = await tx.db.$queryRaw<{ known: string | null; actual: string; newest: number }[]>`
			SELECT fingerprint AS known, ${Prisma.raw(FINGERPRINT)} AS actual,
				(SELECT coalesce(max(number), 0) FROM restore_incident) AS newest
			FROM installation FOR UPDATE`;
		if (!row || row.known === row.actual) return false;
		await tx.db.$executeRaw`UPDATE installation SET fingerprint = ${row.actual}`;
		if (row.known === null) return false;
		return recordRestore(tx, { newest: row.newest, lostSince, provenBy: 'database' });
	});
}
