import { openOfMailbox } from '#domain/mailboxes/set-mailbox-secret.ts';
import type { AccountAccess } from '#mail/credentials.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { whereSealsHold } from './sending-account.ts';

/**
 * Reads a mailbox's server and opens its secret.
 *
 * @returns undefined where it does not exist, or has no credentials that this master key opens.
 */
export async function readingAccountOf(
	tx: Transaction,
	envelopes: Envelopes,
	mailboxId: string,
): Promise<AccountAccess | undefined> {
	const row = await tx.db.mailbox.findFirst({ where: { id: mailboxId }, include: { secret: true } });
	if (!row?.secret) return undefined;
	const { secret } = row;
	const password = whereSealsHold(() => openOfMailbox(envelopes, mailboxId, secret.sealed));
	if (password === undefined) return undefined;
	return {
		host: row.imapHost,
		port: row.imapPort,
		security: row.imapSecurity === 'tls' ? 'tls' : 'starttls',
		credentials: { kind: 'password', user: row.loginName, password },
	};
}
