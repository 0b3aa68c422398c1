import type { InstallationTransaction } from '#platform/database/database.ts';
import type { Prisma } from '#prisma/generated/client/client.ts';

/** Mailboxes that a restore concerns: those that were connected when it was recorded. */
export function concernedByRestore({ recordedAt }: { recordedAt: Date }) {
	return {
		deletedAt: null,
		synchronisedAt: { not: null },
		createdAt: { lte: recordedAt },
	} as const satisfies Prisma.MailboxWhereInput;
}

/**
 * Support's alarm after a restore of the database: how many mailboxes do not send again yet (5.7-24). Call it through
 * `asSupport`.
 */
export async function countHeldByRestore({ db }: InstallationTransaction): Promise<number> {
	const incident = await db.restoreIncident.findFirst({ orderBy: { number: 'desc' } });
	if (!incident) return 0;
	const reopened = { incident: incident.number, reopenedAt: { not: null } };
	return db.mailbox.count({
		where: { ...concernedByRestore(incident), readBacks: { none: reopened } },
	});
}
