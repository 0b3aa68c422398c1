import type { InstallationTransaction, Transaction } from '#platform/database/database.ts';

/**
 * Lets whoever watches mailboxes look at all their folders at once, where their server tells of the Inbox only. A nudge that
 * is lost changes latency only.
 */
export async function nudgeWatch(tx: Transaction, mailboxIds: readonly string[]): Promise<void> {
	for (const id of mailboxIds) await tx.db.$executeRaw`SELECT pg_notify('refrain_watch', ${id})`;
}

/** Ends every watch of a mailbox: its account changed, or it was deleted. Its run takes it anew where it may. */
export async function endWatches(tx: Transaction, mailboxId: string): Promise<void> {
	await tx.db.mailboxWatch.updateMany({ where: { mailboxId }, data: { fence: { increment: 1 } } });
	await nudgeWatch(tx, [mailboxId]);
}

/** The nudge that every watch follows. */
export const EVERY_WATCH = '*';

/** The same for the watches of all subscriptions. */
export async function nudgeEveryWatch({ db }: InstallationTransaction): Promise<void> {
	await db.$executeRaw`SELECT pg_notify('refrain_watch', ${EVERY_WATCH})`;
}
