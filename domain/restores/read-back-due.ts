import type { Transaction } from '#platform/database/database.ts';

/** A mailbox that is to be read back after a restore. */
export interface ReadBackDue {
	/** Number of the incident. */
	readonly incident: number;
	readonly lostSince: Date;
}

/** The newest restore, where this mailbox was connected before it and was not read back since. */
export async function readBackDue(tx: Transaction, mailboxId: string): Promise<ReadBackDue | undefined> {
	const [due] = await tx.db.$queryRaw<ReadBackDue[]>`
		SELECT number AS incident, lost_since AS "lostSince" FROM restore_incident
		JOIN mailbox ON mailbox.subscription_id = ${tx.subscriptionId}::uuid AND mailbox.id = ${mailboxId}::uuid
			AND mailbox.created_at <= restore_incident.recorded_at
		WHERE number = (SELECT max(number) FROM restore_incident) AND NOT EXISTS (
			SELECT FROM mailbox_read_back back
			WHERE (back.subscription_id, back.mailbox_id, back.incident) = (mailbox.subscription_id, mailbox.id, number))`;
	return due;
}
