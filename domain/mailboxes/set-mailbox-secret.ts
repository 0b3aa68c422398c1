import type { Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';

/** The passwords of an account; `smtp` where the outgoing server has another one. */
export interface AccountSecrets {
	readonly imap: string;
	readonly smtp?: string | undefined;
}

/** Seals the secrets of a mailbox; they are never shown again (5.6-3). */
export async function setMailboxSecret(
	tx: Transaction,
	envelopes: Envelopes,
	mailboxId: string,
	secrets: AccountSecrets,
): Promise<void> {
	const context = `mailbox:${mailboxId}`;
	const data = {
		sealed: new Uint8Array(envelopes.seal(secrets.imap, context)),
		smtpSealed: secrets.smtp === undefined ? null : new Uint8Array(envelopes.seal(secrets.smtp, context)),
	};
	const { subscriptionId } = tx;
	await tx.db.mailboxSecret.upsert({
		where: { subscriptionId_mailboxId: { subscriptionId, mailboxId } },
		create: { subscriptionId, mailboxId, ...data },
		update: { ...data, changedAt: tx.at },
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
	const open = (sealed: Uint8Array) => envelopes.open(sealed, `mailbox:${mailboxId}`).toString();
	return { imap: open(row.sealed), smtp: row.smtpSealed ? open(row.smtpSealed) : undefined };
}
