import type { Transaction } from '#platform/database/database.ts';

/**
 * Fails every test of a mailbox that was not saved and empties their copies of its passwords: the account that they tested
 * is no longer the mailbox's. The caller holds the mailbox's lock, so that no test begins with what was stored before.
 */
export async function voidTests(tx: Transaction, mailboxId: string): Promise<void> {
	await tx.db.connectionTest.updateMany({
		where: { mailboxId, state: { not: 'saved' } },
		data: { state: 'failed', sealed: new Uint8Array(), smtpSealed: null },
	});
}
