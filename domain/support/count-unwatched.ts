import { mailboxGate } from '#domain/gates/mailbox-gate.ts';
import type { InstallationTransaction } from '#platform/database/database.ts';

/**
 * Support's alarm: how many mailboxes nobody reads, our fault (docs/design/processes.md#proof-of-life). It needs no
 * watcher that says so: a proof that went stale is enough. Call it through `asSupport`.
 */
export async function countUnwatched(tx: InstallationTransaction): Promise<number> {
	const [clock] = await tx.db.$queryRaw<{ wallNow: Date }[]>`SELECT clock_timestamp() AS "wallNow"`;
	const mailboxes = await tx.db.mailbox.findMany({
		where: { deletedAt: null },
		select: {
			state: true,
			watch: {
				select: { epoch: true, caughtUpEpoch: true, provenAt: true, lostAt: true, unwatchedAt: true },
			},
		},
	});
	const { proofFresh } = tx.process;
	return mailboxes.filter(
		(mailbox) => mailboxGate(mailbox, mailbox.watch, clock!.wallNow, proofFresh) === 'unwatched',
	).length;
}
