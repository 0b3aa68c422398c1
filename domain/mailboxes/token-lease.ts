import { randomUUID } from 'node:crypto';
import { Prisma } from '#prisma/generated/client/client.ts';
import { poke } from '#domain/outbox/poke.ts';
import { tokenLimits } from '#platform/limits.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { endWatches } from './nudge-watch.ts';
import { recordLoss } from './record-loss.ts';

/** Code of a loss: a mail server takes no token of the grant. Its sentence stands in texts/connection.ts. */
export const GRANT_REFUSED = 'grant-refused';

/** What an access token is good for: IMAP and SMTP, or Microsoft Graph. One grant gives both. */
export type GrantResource = 'mail' | 'graph';

/** Where the access token of a resource is kept, and until when it holds. */
const COLUMNS = {
	mail: { sealed: Prisma.sql`access_sealed`, until: Prisma.sql`access_until` },
	graph: { sealed: Prisma.sql`graph_sealed`, until: Prisma.sql`graph_until` },
} as const;

/** What a person's consent brought, or a provider renewed. */
export interface Tokens {
	readonly accessToken: string;
	/** Milliseconds from now for which the access token holds. */
	readonly holds: number;
	/** What the next access token is asked with, opaque; undefined: the one before stays. */
	readonly grant: string | undefined;
}

/** The right to ask the provider for the next access token, until the lease is over. */
export interface GrantLease {
	readonly mailboxId: string;
	readonly leaseId: string;
	readonly provider: string;
	readonly resource: GrantResource;
	/** Of a shared mailbox: Graph is asked for those that others share (D-25). */
	readonly isShared: boolean;
	/** What is used up by asking. */
	readonly grantSealed: Uint8Array;
}

/**
 * - `leased`: this caller asks the provider.
 * - `fresh`: somebody renewed it meanwhile.
 * - `busy`: somebody else asks at this moment.
 * - `refused`: the provider takes it no more, and why. `missing`: there is none.
 */
export type LeaseAnswer =
	| { readonly kind: 'leased'; readonly lease: GrantLease }
	| { readonly kind: 'refused'; readonly fault: string }
	| { readonly kind: 'fresh' }
	| { readonly kind: 'busy' }
	| { readonly kind: 'missing' };

/**
 * Keeps what a consent brought: from now on the mailbox is read, and its sender sends, by token. Its run takes it at once.
 * The caller holds the mailbox's lock.
 */
export async function keepGrant(
	tx: Transaction,
	envelopes: Envelopes,
	mailboxId: string,
	{ provider, ...tokens }: Tokens & { readonly provider: string; readonly grant: string },
): Promise<void> {
	const { subscriptionId } = tx;
	await tx.db.mailboxSecret.deleteMany({ where: { mailboxId } });
	await tx.db.senderSecret.deleteMany({ where: { sender: { mailboxId } } });
	await tx.db.mailboxGrant.deleteMany({ where: { mailboxId } });
	await tx.sql`
		INSERT INTO mailbox_grant (subscription_id, mailbox_id, provider, grant_sealed, access_sealed, access_until)
		VALUES (${subscriptionId}::uuid, ${mailboxId}::uuid, ${provider},
			${sealGrant(envelopes, mailboxId, tokens.grant)}, ${sealAccess(envelopes, mailboxId, tokens.accessToken)},
			clock_timestamp() + make_interval(secs => ${tokens.holds / 1_000}::float))`;
	await endWatches(tx, mailboxId);
	await poke(tx, 'mailbox', mailboxId);
}

/**
 * Takes the right to renew a mailbox's access token for a resource, unless it is fresh or somebody else has the right to ask
 * with this grant, for whichever.
 */
export async function leaseGrant(
	tx: Transaction,
	mailboxId: string,
	resource: GrantResource = 'mail',
): Promise<LeaseAnswer> {
	const { until } = COLUMNS[resource];
	const leaseId = randomUUID();
	const [row] = await tx.sql<{
		provider: string;
		grantSealed: Uint8Array;
		fault: string | null;
		isFresh: boolean;
		isMine: boolean;
		isShared: boolean;
	}>`
		WITH leased AS (
			UPDATE mailbox_grant SET lease_id = ${leaseId}::uuid,
				lease_until = clock_timestamp() + make_interval(secs => ${tokenLimits.lease / 1_000}::float)
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${mailboxId}::uuid AND refused_at IS NULL
				AND (lease_until IS NULL OR lease_until < clock_timestamp())
				AND (${until} IS NULL OR ${until} <
					clock_timestamp() + make_interval(secs => ${tokenLimits.renewBefore / 1_000}::float))
			RETURNING mailbox_id)
		SELECT provider, grant_sealed AS "grantSealed", refused_fault AS fault,
			coalesce(${until} >= clock_timestamp()
				+ make_interval(secs => ${tokenLimits.renewBefore / 1_000}::float), false) AS "isFresh",
			EXISTS (SELECT FROM leased) AS "isMine",
			EXISTS (SELECT FROM sender WHERE (sender.subscription_id, sender.mailbox_id)
				= (mailbox_grant.subscription_id, mailbox_grant.mailbox_id) AND sender.kind = 'shared') AS "isShared"
		FROM mailbox_grant
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${mailboxId}::uuid`;
	if (!row) return { kind: 'missing' };
	const { provider, grantSealed, fault, isFresh, isMine, isShared } = row;
	if (isMine)
		return { kind: 'leased', lease: { mailboxId, leaseId, provider, resource, isShared, grantSealed } };
	if (fault !== null) return { kind: 'refused', fault };
	return isFresh ? { kind: 'fresh' } : { kind: 'busy' };
}

/**
 * Keeps what the provider renewed and ends the lease, in one statement: a new grant takes the place of the one that it used
 * up. Kept also where the lease ran out meanwhile, as long as nobody replaced that grant.
 */
export async function keepRenewed(
	tx: Transaction,
	envelopes: Envelopes,
	{ mailboxId, leaseId, resource, grantSealed }: GrantLease,
	{ accessToken, holds, grant }: Tokens,
): Promise<void> {
	const { sealed, until } = COLUMNS[resource];
	const next = grant === undefined ? null : sealGrant(envelopes, mailboxId, grant);
	await tx.sql`
		UPDATE mailbox_grant SET ${sealed} = ${sealAccess(envelopes, mailboxId, accessToken)},
			${until} = clock_timestamp() + make_interval(secs => ${holds / 1_000}::float),
			grant_sealed = coalesce(${next}::bytea, grant_sealed), refused_at = NULL, refused_fault = NULL,
			lease_id = nullif(lease_id, ${leaseId}::uuid),
			lease_until = CASE WHEN lease_id = ${leaseId}::uuid THEN NULL ELSE lease_until END
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${mailboxId}::uuid
			AND grant_sealed = ${grantSealed}`;
}

/** The provider could not be asked: the next who needs the token asks again. */
export async function endLease(tx: Transaction, { mailboxId, leaseId }: GrantLease): Promise<void> {
	await tx.db.mailboxGrant.updateMany({
		where: { mailboxId, leaseId },
		data: { leaseId: null, leaseUntil: null },
	});
}

/**
 * The provider takes the grant no more: the mailbox is lost at once, with its sentence, and whoever reads it stops.
 * Nothing happens where the grant was replaced or the lease taken over meanwhile.
 *
 * @param fault Why: a SignInFault of providers/sign-in.
 * @returns whether it is refused by this.
 */
export async function recordGrantRefused(
	tx: Transaction,
	lease: GrantLease,
	fault: string,
): Promise<boolean> {
	const { mailboxId, leaseId, grantSealed } = lease;
	await tx.lock('mailbox', [mailboxId]);
	const refused = await tx.sql`
		UPDATE mailbox_grant SET refused_at = clock_timestamp(), refused_fault = ${fault}, access_sealed = NULL,
			access_until = NULL, graph_sealed = NULL, graph_until = NULL, lease_id = NULL, lease_until = NULL
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${mailboxId}::uuid
			AND lease_id = ${leaseId}::uuid AND grant_sealed = ${grantSealed}
		RETURNING mailbox_id`;
	if (refused.length === 0) return false;
	// An open session would go on proving that the mailbox is read.
	await endWatches(tx, mailboxId);
	const watch = await tx.db.mailboxWatch.findFirst({ where: { mailboxId }, select: { fence: true } });
	if (watch) await recordLoss(tx, { mailboxId, ...watch }, { code: fault, needsPerson: true });
	await poke(tx, 'mailbox', mailboxId);
	return true;
}

/** A server refused this access token although it should still hold: the next login asks the provider for another. */
export async function forgetAccess(
	tx: Transaction,
	envelopes: Envelopes,
	mailboxId: string,
	accessToken: string,
): Promise<void> {
	const grant = await tx.db.mailboxGrant.findFirst({
		where: { mailboxId },
		select: { accessSealed: true, graphSealed: true },
	});
	const isThis = (sealed: Uint8Array | null | undefined): sealed is Uint8Array =>
		sealed != null && openAccess(envelopes, mailboxId, sealed) === accessToken;
	if (isThis(grant?.accessSealed))
		await tx.db.mailboxGrant.updateMany({
			where: { mailboxId, accessSealed: grant.accessSealed },
			data: { accessSealed: null, accessUntil: null },
		});
	if (isThis(grant?.graphSealed))
		await tx.db.mailboxGrant.updateMany({
			where: { mailboxId, graphSealed: grant.graphSealed },
			data: { graphSealed: null, graphUntil: null },
		});
}

/** @throws SealBroken */
export function openGrant(envelopes: Envelopes, mailboxId: string, sealed: Uint8Array): string {
	return envelopes.open(sealed, `grant:${mailboxId}`).toString();
}

/** @throws SealBroken */
export function openAccess(envelopes: Envelopes, mailboxId: string, sealed: Uint8Array): string {
	return envelopes.open(sealed, `access:${mailboxId}`).toString();
}

function sealGrant(envelopes: Envelopes, mailboxId: string, grant: string): Buffer {
	return envelopes.seal(grant, `grant:${mailboxId}`);
}

function sealAccess(envelopes: Envelopes, mailboxId: string, token: string): Buffer {
	return envelopes.seal(token, `access:${mailboxId}`);
}
