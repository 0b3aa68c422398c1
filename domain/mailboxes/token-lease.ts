import { randomUUID } from 'node:crypto';
import { poke } from '#domain/outbox/poke.ts';
import { tokenLimits } from '#platform/limits.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { endWatches } from './nudge-watch.ts';
import { recordLoss } from './record-loss.ts';

/** Code of a loss: the provider takes the grant no more. Its sentence stands in texts/connection.ts. */
export const GRANT_REFUSED = 'grant-refused';

/** What a person's consent brought, or a provider renewed. */
export interface Tokens {
	readonly accessToken: string;
	/** Milliseconds from now for which the access token holds. */
	readonly holds: number;
	/** Undefined: the one before stays. */
	readonly refreshToken: string | undefined;
}

/** The right to ask the provider for the next access token, until the lease is over. */
export interface GrantLease {
	readonly mailboxId: string;
	readonly leaseId: string;
	readonly provider: string;
	/** What is used up by asking. */
	readonly refreshSealed: Uint8Array;
}

/**
 * - `leased`: this caller asks the provider.
 * - `fresh`: somebody renewed it meanwhile.
 * - `busy`: somebody else asks at this moment.
 * - `refused`: the provider takes it no more. `missing`: there is none.
 */
export type LeaseAnswer =
	| { readonly kind: 'leased'; readonly lease: GrantLease }
	| { readonly kind: 'fresh' | 'busy' | 'refused' | 'missing' };

/**
 * Keeps what a consent brought: from now on the mailbox is read, and its sender sends, by token. Its run takes it at once.
 * The caller holds the mailbox's lock.
 */
export async function keepGrant(
	tx: Transaction,
	envelopes: Envelopes,
	mailboxId: string,
	{ provider, ...tokens }: Tokens & { readonly provider: string; readonly refreshToken: string },
): Promise<void> {
	const { subscriptionId } = tx;
	await tx.db.mailboxSecret.deleteMany({ where: { mailboxId } });
	await tx.db.senderSecret.deleteMany({ where: { sender: { mailboxId } } });
	await tx.db.mailboxGrant.deleteMany({ where: { mailboxId } });
	await tx.sql`
		INSERT INTO mailbox_grant (subscription_id, mailbox_id, provider, refresh_sealed, access_sealed, access_until)
		VALUES (${subscriptionId}::uuid, ${mailboxId}::uuid, ${provider},
			${sealRefresh(envelopes, mailboxId, tokens.refreshToken)}, ${sealAccess(envelopes, mailboxId, tokens.accessToken)},
			clock_timestamp() + make_interval(secs => ${tokens.holds / 1_000}::float))`;
	await endWatches(tx, mailboxId);
	await poke(tx, 'mailbox', mailboxId);
}

/** Takes the right to renew a mailbox's access token, unless it is fresh or somebody else has that right. */
export async function leaseGrant(tx: Transaction, mailboxId: string): Promise<LeaseAnswer> {
	const leaseId = randomUUID();
	const [row] = await tx.sql<{
		provider: string;
		refreshSealed: Uint8Array;
		isRefused: boolean;
		isFresh: boolean;
		isMine: boolean;
	}>`
		WITH leased AS (
			UPDATE mailbox_grant SET lease_id = ${leaseId}::uuid,
				lease_until = clock_timestamp() + make_interval(secs => ${tokenLimits.lease / 1_000}::float)
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${mailboxId}::uuid AND refused_at IS NULL
				AND (lease_until IS NULL OR lease_until < clock_timestamp())
				AND (access_until IS NULL OR access_until <
					clock_timestamp() + make_interval(secs => ${tokenLimits.renewBefore / 1_000}::float))
			RETURNING mailbox_id)
		SELECT provider, refresh_sealed AS "refreshSealed", refused_at IS NOT NULL AS "isRefused",
			coalesce(access_until >= clock_timestamp()
				+ make_interval(secs => ${tokenLimits.renewBefore / 1_000}::float), false) AS "isFresh",
			EXISTS (SELECT FROM leased) AS "isMine"
		FROM mailbox_grant
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${mailboxId}::uuid`;
	if (!row) return { kind: 'missing' };
	const { provider, refreshSealed, isRefused, isFresh, isMine } = row;
	if (isMine) return { kind: 'leased', lease: { mailboxId, leaseId, provider, refreshSealed } };
	return { kind: isRefused ? 'refused' : isFresh ? 'fresh' : 'busy' };
}

/**
 * Keeps what the provider renewed and ends the lease, in one statement: a new refresh token takes the place of the one that it
 * used up. Kept also where the lease ran out meanwhile, as long as nobody replaced that refresh token.
 */
export async function keepRenewed(
	tx: Transaction,
	envelopes: Envelopes,
	{ mailboxId, leaseId, refreshSealed }: GrantLease,
	{ accessToken, holds, refreshToken }: Tokens,
): Promise<void> {
	const next = refreshToken === undefined ? null : sealRefresh(envelopes, mailboxId, refreshToken);
	await tx.sql`
		UPDATE mailbox_grant SET access_sealed = ${sealAccess(envelopes, mailboxId, accessToken)},
			access_until = clock_timestamp() + make_interval(secs => ${holds / 1_000}::float),
			refresh_sealed = coalesce(${next}::bytea, refresh_sealed), refused_at = NULL,
			lease_id = nullif(lease_id, ${leaseId}::uuid),
			lease_until = CASE WHEN lease_id = ${leaseId}::uuid THEN NULL ELSE lease_until END
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${mailboxId}::uuid
			AND refresh_sealed = ${refreshSealed}`;
}

/** The provider could not be asked: the next who needs the token asks again. */
export async function endLease(tx: Transaction, { mailboxId, leaseId }: GrantLease): Promise<void> {
	await tx.db.mailboxGrant.updateMany({
		where: { mailboxId, leaseId },
		data: { leaseId: null, leaseUntil: null },
	});
}

/**
 * The provider takes the refresh token no more: the mailbox is lost at once, with its sentence, and whoever reads it stops.
 * Nothing happens where the token was replaced or the lease taken over meanwhile.
 *
 * @returns whether it is refused by this.
 */
export async function recordGrantRefused(tx: Transaction, lease: GrantLease): Promise<boolean> {
	const { mailboxId, leaseId, refreshSealed } = lease;
	await tx.lock('mailbox', [mailboxId]);
	const refused = await tx.sql`
		UPDATE mailbox_grant SET refused_at = clock_timestamp(), access_sealed = NULL, access_until = NULL, lease_id = NULL,
			lease_until = NULL
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${mailboxId}::uuid
			AND lease_id = ${leaseId}::uuid AND refresh_sealed = ${refreshSealed}
		RETURNING mailbox_id`;
	if (refused.length === 0) return false;
	// An open session would go on proving that the mailbox is read.
	await endWatches(tx, mailboxId);
	const watch = await tx.db.mailboxWatch.findFirst({ where: { mailboxId }, select: { fence: true } });
	if (watch) await recordLoss(tx, { mailboxId, ...watch }, { code: GRANT_REFUSED, needsPerson: true });
	await poke(tx, 'mailbox', mailboxId);
	return true;
}

/** A mail server refused this access token although it should still hold: the next login asks the provider for another. */
export async function forgetAccess(
	tx: Transaction,
	envelopes: Envelopes,
	mailboxId: string,
	accessToken: string,
): Promise<void> {
	const grant = await tx.db.mailboxGrant.findFirst({ where: { mailboxId }, select: { accessSealed: true } });
	if (!grant?.accessSealed || openAccess(envelopes, mailboxId, grant.accessSealed) !== accessToken) return;
	await tx.db.mailboxGrant.updateMany({
		where: { mailboxId, accessSealed: grant.accessSealed },
		data: { accessSealed: null, accessUntil: null },
	});
}

/** @throws SealBroken */
export function openRefresh(envelopes: Envelopes, mailboxId: string, sealed: Uint8Array): string {
	return envelopes.open(sealed, `refresh:${mailboxId}`).toString();
}

/** @throws SealBroken */
export function openAccess(envelopes: Envelopes, mailboxId: string, sealed: Uint8Array): string {
	return envelopes.open(sealed, `access:${mailboxId}`).toString();
}

function sealRefresh(envelopes: Envelopes, mailboxId: string, token: string): Buffer {
	return envelopes.seal(token, `refresh:${mailboxId}`);
}

function sealAccess(envelopes: Envelopes, mailboxId: string, token: string): Buffer {
	return envelopes.seal(token, `access:${mailboxId}`);
}
