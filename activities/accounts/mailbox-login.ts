import { Prisma } from '#prisma/generated/client/client.ts';
import { openAccess } from '#domain/mailboxes/token-lease.ts';
import { openOfMailbox } from '#domain/mailboxes/set-mailbox-secret.ts';
import type { AccountAccess, Secret } from '#mail/credentials.ts';
import { tokenLimits } from '#platform/limits.ts';
import { SealBroken, type Envelopes } from '#platform/secrets/envelope.ts';

/**
 * An account as its rows hold it:
 *
 * - `ready`: its login is open.
 * - `stale`: its access token is over, or will be in a moment; the provider is asked while nothing is locked.
 * - `refused`: the provider takes its grant no more.
 * - `missing`: it does not exist, or has no credentials that this master key opens.
 */
export type AccountRead<T> =
	| { readonly kind: 'ready'; readonly account: T }
	| { readonly kind: 'stale'; readonly mailboxId: string }
	| { readonly kind: 'refused' | 'missing' };

/** What `loginColumns` reads. */
export interface LoginRow {
	readonly mailboxId: string | null;
	readonly imapHost: string;
	readonly imapPort: number;
	readonly imapSecurity: 'tls' | 'starttls';
	readonly imapUser: string;
	readonly sealed: Uint8Array | null;
	readonly isGranted: boolean;
	readonly isRefused: boolean;
	readonly accessSealed: Uint8Array | null;
	readonly isFresh: boolean;
}

/** How a mailbox is read, and by what, for the list of columns of a SELECT over `mailbox` m that joins `loginJoins`. */
export const loginColumns = Prisma.sql`
	m.id::text AS "mailboxId", m.imap_host AS "imapHost", m.imap_port AS "imapPort", m.imap_security AS "imapSecurity",
	m.login_name AS "imapUser", word.sealed, token.mailbox_id IS NOT NULL AS "isGranted",
	token.refused_at IS NOT NULL AS "isRefused", token.access_sealed AS "accessSealed",
	coalesce(token.access_until >= clock_timestamp()
		+ make_interval(secs => ${tokenLimits.renewBefore / 1_000}::float), false) AS "isFresh"`;

export const loginJoins = Prisma.sql`
	LEFT JOIN mailbox_secret word ON (word.subscription_id, word.mailbox_id) = (m.subscription_id, m.id)
	LEFT JOIN mailbox_grant token ON (token.subscription_id, token.mailbox_id) = (m.subscription_id, m.id)`;

/** Opens by what a mailbox is read. */
export function secretOf(row: LoginRow, envelopes: Envelopes): AccountRead<Secret> {
	const { mailboxId, sealed, isGranted, isRefused, isFresh, accessSealed } = row;
	if (!mailboxId) return { kind: 'missing' };
	if (isRefused) return { kind: 'refused' };
	if (isGranted) {
		if (!isFresh || !accessSealed) return { kind: 'stale', mailboxId };
		return whereSealsHold(() => ({
			kind: 'oauth',
			accessToken: openAccess(envelopes, mailboxId, accessSealed),
		}));
	}
	if (!sealed) return { kind: 'missing' };
	return whereSealsHold(() => ({ kind: 'password', password: openOfMailbox(envelopes, mailboxId, sealed) }));
}

/** Where it is read, and who signs in there. */
export function imapOf(row: LoginRow, secret: Secret): AccountAccess {
	const { imapHost: host, imapPort: port, imapSecurity: security, imapUser: user } = row;
	return { host, port, security, credentials: { ...secret, user } };
}

/** What `open` opens; `missing` where it was sealed under another master key. */
export function whereSealsHold(open: () => Secret): AccountRead<Secret> {
	try {
		return { kind: 'ready', account: open() };
	} catch (error) {
		if (error instanceof SealBroken) return { kind: 'missing' };
		throw error;
	}
}
