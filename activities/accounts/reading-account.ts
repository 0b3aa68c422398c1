import type { AccountAccess } from '#mail/credentials.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import {
	imapOf,
	loginColumns,
	loginJoins,
	secretOf,
	type AccountRead,
	type LoginRow,
} from './mailbox-login.ts';

/** Reads a mailbox's server and opens its login. */
export async function readingAccountOf(
	tx: Transaction,
	envelopes: Envelopes,
	mailboxId: string,
): Promise<AccountRead<AccountAccess>> {
	const [row] = await tx.sql<LoginRow>`
		SELECT ${loginColumns} FROM mailbox m ${loginJoins}
		WHERE m.subscription_id = ${tx.subscriptionId}::uuid AND m.id = ${mailboxId}::uuid`;
	if (!row) return { kind: 'missing' };
	const secret = secretOf(row, envelopes);
	return secret.kind === 'ready' ? { kind: 'ready', account: imapOf(row, secret.account) } : secret;
}
