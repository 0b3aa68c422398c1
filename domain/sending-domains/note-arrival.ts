import type { Transaction } from '#platform/database/database.ts';
import { recordDomainEvent } from './domain-events.ts';
import { announceDomain, lockDomainOf, readAnew } from './domain-row.ts';

/**
 * Of mails of ours those that a person asked for as a proof and that have not come yet to this mailbox, where they are read.
 * Their ids are known to nobody but the servers on their way.
 */
export async function awaitedProofs(
	tx: Transaction,
	mailboxId: string,
	sendIds: readonly string[],
): Promise<Set<string>> {
	if (sendIds.length === 0) return new Set();
	const rows = await tx.db.senderProof.findMany({
		where: {
			mailboxId,
			OR: [{ sendId: { in: [...sendIds] }, arrivedAt: null }, { plusSendId: { in: [...sendIds] } }],
		},
		select: { sendId: true, plusSendId: true, arrivedAt: true },
	});
	return new Set(
		rows.flatMap(({ sendId, plusSendId, arrivedAt }) => [
			...(arrivedAt ? [] : [sendId]),
			...(plusSendId ? [plusSendId] : []),
		]),
	);
}

/**
 * A mail that proves a sender came to the mailbox in which it is read: its domain is read anew, and with it what the server
 * found.
 *
 * @param head The fields that tell it.
 */
export async function noteArrival(
	tx: Transaction,
	mailboxId: string,
	{ sendId, head, inJunk }: { readonly sendId: string; readonly head: Buffer; readonly inJunk: boolean },
): Promise<void> {
	const awaited = { mailboxId, sendId, arrivedAt: null };
	const proof = await tx.db.senderProof.findFirst({
		where: awaited,
		select: { sender: { select: { address: true } } },
	});
	if (!proof) return notePlusArrival(tx, mailboxId, sendId);
	await tx.db.senderProof.updateMany({
		where: awaited,
		data: { arrivedAt: tx.at, arrivedInJunk: inJunk, head: new Uint8Array(head) },
	});
	const row = await lockDomainOf(tx, proof.sender.address);
	if (row) await readAnew(tx, row.id);
}

/** A mail to a plus-address of the mailbox came: reports about mails may come to others. */
async function notePlusArrival(tx: Transaction, mailboxId: string, plusSendId: string): Promise<void> {
	const { count } = await tx.db.senderProof.updateMany({
		where: { mailboxId, plusSendId },
		data: { plusSendId: null },
	});
	if (count === 0) return;
	await tx.sql`
		UPDATE mailbox SET plus_arrived_at = ${tx.at}, plus_arrived_host = imap_host
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${mailboxId}::uuid`;
}

/** A mail that a person asked for as a proof was refused for good: it will not come back. */
export async function noteProofRefused(tx: Transaction, sendId: string): Promise<void> {
	const proof = await tx.db.senderProof.findFirst({
		where: { sendId, arrivedAt: null },
		select: { sender: { select: { address: true } } },
	});
	const row = proof && (await lockDomainOf(tx, proof.sender.address));
	if (!row) return;
	await recordDomainEvent(tx, row.id, 'proof-refused', { address: proof.sender.address });
	await announceDomain(tx, row.id);
}
