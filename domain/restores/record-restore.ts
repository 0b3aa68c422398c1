import { nudgeEveryWatch } from '#domain/mailboxes/nudge-watch.ts';
import type { InstallationTransaction } from '#platform/database/database.ts';

/** What proves that the database came back from a backup. */
export interface RestoreProof {
	/** Number of the newest incident that whoever proves it knew; 0: there was none. */
	readonly newest: number;
	/** The backup is not older. */
	readonly lostSince: Date;
	readonly provenBy: 'database' | 'run' | 'sent-folder' | 'command';
	readonly mailboxId?: string;
	readonly sendId?: string;
}

/**
 * Records a proven restore, once however many prove it, and lets every watcher read back. To be called through `asHalt`:
 * it concerns all subscriptions, whose rows no run may hold.
 *
 * @returns true where this call recorded it.
 */
export async function recordRestore(tx: InstallationTransaction, proof: RestoreProof): Promise<boolean> {
	const { newest, lostSince, provenBy, mailboxId, sendId } = proof;
	const recorded = await tx.db.$executeRaw`
		INSERT INTO restore_incident (number, proven_at, lost_since, proven_by, mailbox_id, send_id)
		VALUES (${newest + 1}, ${tx.at}, ${lostSince}, ${provenBy}, ${mailboxId ?? null}::uuid, ${sendId ?? null}::uuid)
		ON CONFLICT (number) DO NOTHING`;
	if (recorded === 0) return false;
	await nudgeEveryWatch(tx);
	return true;
}
