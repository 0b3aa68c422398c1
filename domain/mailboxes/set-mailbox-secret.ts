import type { Transaction } from '#platform/database/database.ts';
import { SealBroken, type Envelopes } from '#platform/secrets/envelope.ts';

/** The passwords of an account; `smtp` where the outgoing server has another one. */
export interface AccountSecrets {
	readonly imap: string;
	readonly smtp?: string | undefined;
}

/** Seals the password of a mailbox and, where it is another one, its sender's; they are never shown again (5.6-3). */
export async function setMailboxSecret(
	tx: Transaction,
	envelopes: Envelopes,
	mailboxId: string,
	secrets: AccountSecrets,
): Promise<void> {
	const { subscriptionId } = tx;
	// From now on it is signed in to by password.
	await tx.db.mailboxGrant.deleteMany({ where: { mailboxId } });
	const sealed = new Uint8Array(envelopes.seal(secrets.imap, contextOfMailbox(mailboxId)));
	await tx.db.mailboxSecret.upsert({
		where: { subscriptionId_mailboxId: { subscriptionId, mailboxId } },
		create: { subscriptionId, mailboxId, sealed },
		update: { sealed, changedAt: tx.at },
	});
	await tx.db.senderSecret.deleteMany({ where: { sender: { mailboxId } } });
	if (secrets.smtp !== undefined) await setSenderSecret(tx, envelopes, mailboxId, secrets.smtp);
}

/** Seals the password of a mailbox's sender alone, however the mailbox is signed in to. */
export async function setSenderSecret(
	tx: Transaction,
	envelopes: Envelopes,
	mailboxId: string,
	password: string,
): Promise<void> {
	const { subscriptionId } = tx;
	const { id: senderId } = await tx.db.sender.findFirstOrThrow({
		where: { mailboxId },
		select: { id: true },
	});
	await tx.db.senderSecret.create({
		data: {
			subscriptionId,
			senderId,
			sealed: sealOfSender(envelopes, senderId, password),
			changedAt: tx.at,
		},
	});
}

/** Opens them again. @returns undefined where the mailbox has none. @throws SealBroken */
export async function openMailboxSecret(
	tx: Transaction,
	envelopes: Envelopes,
	mailboxId: string,
): Promise<AccountSecrets | undefined> {
	const row = await tx.db.mailboxSecret.findFirst({ where: { mailboxId } });
	if (!row) return undefined;
	return {
		imap: openOfMailbox(envelopes, mailboxId, row.sealed),
		smtp: await openSenderSecret(tx, envelopes, mailboxId),
	};
}

/** Opens the password of a mailbox's sender alone. @returns undefined where it has none of its own. @throws SealBroken */
export async function openSenderSecret(
	tx: Transaction,
	envelopes: Envelopes,
	mailboxId: string,
): Promise<string | undefined> {
	const own = await tx.db.senderSecret.findFirst({ where: { sender: { mailboxId } } });
	return own ? openOfSender(envelopes, { senderId: own.senderId, mailboxId }, own.sealed) : undefined;
}

/** Seals a sender's own password. */
export function sealOfSender(
	envelopes: Envelopes,
	senderId: string,
	password: string,
): Uint8Array<ArrayBuffer> {
	return new Uint8Array(envelopes.seal(password, contextOfSender(senderId)));
}

/** @throws SealBroken */
export function openOfMailbox(envelopes: Envelopes, mailboxId: string, sealed: Uint8Array): string {
	return envelopes.open(sealed, contextOfMailbox(mailboxId)).toString();
}

/** A sender's own password; one that is older than senders is sealed under its mailbox's name. @throws SealBroken */
export function openOfSender(
	envelopes: Envelopes,
	{ senderId, mailboxId }: { readonly senderId: string; readonly mailboxId: string | null },
	sealed: Uint8Array,
): string {
	try {
		return envelopes.open(sealed, contextOfSender(senderId)).toString();
	} catch (error) {
		if (!(error instanceof SealBroken) || mailboxId === null) throw error;
		return openOfMailbox(envelopes, mailboxId, sealed);
	}
}

const contextOfMailbox = (mailboxId: string) => `mailbox:${mailboxId}`;
const contextOfSender = (senderId: string) => `sender:${senderId}`;
