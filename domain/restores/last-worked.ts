import { Prisma } from '#prisma/generated/client/client.ts';
import type { InstallationTransaction } from '#platform/database/database.ts';

/**
 * SQL of the domain instant of the newest proof that a watcher wrote: in a restored database on which no worker worked yet,
 * shortly before the backup. Pages write too, and would make it too late. Without watchers, the last look or event.
 */
export const LAST_WORKED = `coalesce(
	domain_now() - (clock_timestamp() - (SELECT max(proven_at) FROM mailbox_watch)),
	(SELECT max(at) FROM engagement_look), (SELECT max(at) FROM event), domain_now())`;

/** When the database was last worked on. Call it through `asSupport`. */
export async function lastWorked({ db }: InstallationTransaction): Promise<Date> {
	const [row] = await db.$queryRaw<{ at: Date }[]>`SELECT ${Prisma.raw(LAST_WORKED)} AS at`;
	return row!.at;
}
