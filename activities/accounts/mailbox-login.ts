import { Prisma } from '#prisma/generated/client/client.ts';
import { openAccess, type GrantResource } from '#domain/mailboxes/token-lease.ts';
import { openOfMailbox } from '#domain/mailboxes/set-mailbox-secret.ts';
import type { AccountAccess, Secret } from '#mail/credentials.ts';
import { tokenLimits } from '#platform/limits.ts';
import { SealBroken, type Envelopes } from '#platform/secrets/envelope.ts';

/**
 * An account as its rows hold it:
 *
 * - `ready`: its login is open.
 * - `stale`: its access token for a resource is over, or will be in a moment; the provider is asked while nothing is locked.
 * - `refused`: the provider takes its grant no more; `fault` says why.
 * - `missing`: it does not exist, or has no credentials that this master key opens.
 */
export type AccountRead<T> =
	| { readonly kind: 'ready'; readonly account: T }
	| { readonly kind: 'stale'; readonly mailboxId: string; readonly resource: GrantResource }
	| { readonly kind: 'refused'; readonly fault: string }
	| { readonly kind: 'missing' };

type TokenSecret = Extract<Secret, { kind: 'oauth' }>;

/** What `loginColumns` reads. */
export interface LoginRow {
	readonly mailboxId: string | null;
	readonly imapHost: string;
	readonly imapPort: number;
	readonly imapSecurity: 'tls' | 'starttls';
	readonly imapUser: string;
	readonly sentFolder: string | null;
	readonly sealed: Uint8Array | null;
	readonly isGranted: boolean;
	readonly refusedFault: string | null;
	readonly accessSealed: Uint8Array | null;
	readonly isFresh: boolean;
	readonly graphSealed: Uint8Array | null;
	readonly isGraphFresh: boolean;
}

/** How a mailbox is read, and by what, for the list of columns of a SELECT over `mailbox` m that joins `loginJoins`. */
export const loginColumns = Prisma.sql`
	m.id::text AS "mailboxId", m.imap_host AS "imapHost", m.imap_port AS "imapPort", m.imap_security AS "imapSecurity",
	m.login_name AS "imapUser", chosen.path AS "sentFolder", word.sealed, token.mailbox_id IS NOT NULL AS "isGranted",
	token.refused_fault AS "refusedFault", token.access_sealed AS "accessSealed",
	coalesce(token.access_until >= clock_timestamp()
		+ make_interval(secs => ${tokenLimits.renewBefore / 1_000}::float), false) AS "isFresh",
	token.graph_sealed AS "graphSealed", coalesce(token.graph_until >= clock_timestamp()
		+ make_interval(secs => ${tokenLimits.renewBefore / 1_000}::float), false) AS "isGraphFresh"`;

export const loginJoins = Prisma.sql`
	LEFT JOIN mailbox_secret word ON (word.subscription_id, word.mailbox_id) = (m.subscription_id, m.id)
	LEFT JOIN mailbox_grant token ON (token.subscription_id, token.mailbox_id) = (m.subscription_id, m.id)
	LEFT JOIN mailbox_folder chosen ON (chosen.subscription_id, chosen.mailbox_id) = (m.subscription_id, m.id)
		AND chosen.role = 'sent' AND chosen.role_by = 'person'`;

/** Opens by what a mailbox is read. */
export function secretOf(row: LoginRow, envelopes: Envelopes): AccountRead<Secret> {
	const { mailboxId, sealed, isGranted, refusedFault, isFresh, accessSealed } = row;
	if (!mailboxId) return { kind: 'missing' };
	if (refusedFault !== null) return { kind: 'refused', fault: refusedFault };
	if (isGranted) {
		if (!isFresh || !accessSealed) return { kind: 'stale', mailboxId, resource: 'mail' };
		return whereSealsHold(() => ({
			kind: 'oauth',
			accessToken: openAccess(envelopes, mailboxId, accessSealed),
		}));
	}
	if (!sealed) return { kind: 'missing' };
	return whereSealsHold(() => ({ kind: 'password', password: openOfMailbox(envelopes, mailboxId, sealed) }));
}

/** Opens by what Microsoft Graph is asked for it (D-65); a password opens no Graph. */
export function graphSecretOf(row: LoginRow, envelopes: Envelopes): AccountRead<TokenSecret> {
	const { mailboxId, isGranted, refusedFault, isGraphFresh, graphSealed } = row;
	if (!mailboxId || !isGranted) return { kind: 'missing' };
	if (refusedFault !== null) return { kind: 'refused', fault: refusedFault };
	if (!isGraphFresh || !graphSealed) return { kind: 'stale', mailboxId, resource: 'graph' };
	return whereSealsHold(() => ({
		kind: 'oauth',
		accessToken: openAccess(envelopes, mailboxId, graphSealed),
	}));
}

/** Where it is read, and who signs in there. */
export function imapOf(row: LoginRow, secret: Secret): AccountAccess {
	const { imapHost: host, imapPort: port, imapSecurity: security, imapUser: user, sentFolder } = row;
	return { host, port, security, credentials: { ...secret, user }, ...(sentFolder ? { sentFolder } : {}) };
}

/** What `open` opens; `missing` where it was sealed under another master key. */
export function whereSealsHold<Opened extends Secret>(open: () => Opened): AccountRead<Opened> {
	try {
		return { kind: 'ready', account: open() };
	} catch (error) {
		if (error instanceof SealBroken) return { kind: 'missing' };
		throw error;
	}
}
