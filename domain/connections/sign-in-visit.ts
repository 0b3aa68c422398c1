import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from '#domain/values/actor.ts';
import type { SignInVisit } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { connectionLimits } from '#platform/limits.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { hashOfToken } from '#domain/accounts/link-token.ts';
import type { DeliveryWay } from '#domain/mailboxes/connection-settings.ts';
import { enterStage, lockOwnMailboxConnection } from './connection-row.ts';
import { deliveryOf } from './delivery-of-connection.ts';

/** A provider whose window one signs in in. */
export type SignInVendor = 'microsoft' | 'google';

/** What a person is sent to a provider's page with; the verifier stays here. */
export interface VisitBegun {
	readonly vendor: SignInVendor;
	readonly state: string;
	/** S256 of the verifier (RFC 7636). */
	readonly challenge: string;
	readonly address: string;
	readonly purpose: VisitPurpose;
	/** It is a shared mailbox: Graph is asked for those that others share with whoever signs in (D-25). */
	readonly isShared: boolean;
}

/** What is asked for on the page: to read and send by IMAP and SMTP, or to send by Microsoft Graph as well. */
export type VisitPurpose = 'mail' | 'mail-and-graph';

/**
 * Begins a visit to the provider's page, bound to who goes there and in which session (RFC 6749, 10.12). Whoever was on the
 * way before may still come back. Consent is its owner's to give (5.6-3). Nothing else changes before she comes back.
 *
 * @param on.delivery by which way mails are to leave (D-65); undefined: as it stands.
 * @throws {Refusal} missing; not-allowed; connection-over; password-only: one does not sign in in a window there.
 */
export async function beginVisit(
	tx: Transaction,
	envelopes: Envelopes,
	actor: Actor,
	on: {
		readonly connectionId: string;
		readonly sessionId: string;
		readonly delivery?: DeliveryWay | undefined;
	},
): Promise<VisitBegun> {
	const { connectionId, sessionId } = on;
	const { way, ownerId, address, settings, isShared } = await lockOwnMailboxConnection(
		tx,
		actor,
		connectionId,
	);
	if (ownerId !== actor.userId) throw new Refusal('forbidden', 'not-allowed');
	if (way !== 'microsoft' && way !== 'google') throw new Refusal('conflict', 'password-only');
	const isByGraph = way === 'microsoft' && (on.delivery ?? deliveryOf(settings)) === 'graph';
	const purpose = isByGraph ? 'mail-and-graph' : 'mail';
	const state = randomBytes(32).toString('base64url');
	const verifier = randomBytes(48).toString('base64url');
	const { id } = await tx.db.signInVisit.create({
		data: {
			...{ subscriptionId: tx.subscriptionId, connectionId, userId: actor.userId, sessionId },
			...{ vendor: way, purpose, stateHash: hashOfToken(state) },
		},
		select: { id: true },
	});
	await tx.db.signInVisit.updateMany({
		where: { id },
		data: { verifierSealed: sealed(envelopes, id, verifier) },
	});
	await tx.db.mailboxConnection.updateMany({
		where: { id: connectionId },
		data: { actedById: actor.userId },
	});
	const challenge = createHash('sha256').update(verifier).digest('base64url');
	return { vendor: way, state, challenge, address, purpose, isShared };
}

/** What a provider's page sent somebody back with. */
export type VisitReturn =
	| { readonly kind: 'code'; readonly code: string }
	| { readonly kind: 'refused'; readonly fault: string; readonly code: string };

/**
 * Finds the visit that somebody comes back from. The same page opened again is the same return; another person, another
 * session and a visit that was long ago are none.
 *
 * @throws {Refusal} visit-unknown.
 */
export async function findVisit(
	tx: Transaction,
	actor: Actor,
	{ state, sessionId }: { readonly state: string; readonly sessionId: string },
): Promise<SignInVisit> {
	const visit = await tx.db.signInVisit.findFirst({ where: { stateHash: hashOfToken(state) } });
	const isOwn = visit?.userId === actor.userId && visit.sessionId === sessionId;
	if (!visit || !isOwn || !(await isRecent(tx, visit.id))) throw new Refusal('not-found', 'visit-unknown');
	return visit;
}

/** Keeps the code that came back, once; its run redeems it. */
export async function keepCode(
	tx: Transaction,
	envelopes: Envelopes,
	{ id, connectionId }: SignInVisit,
	code: string,
): Promise<void> {
	if (!(await markReturned(tx, id))) return;
	await tx.db.signInVisit.updateMany({ where: { id }, data: { codeSealed: sealed(envelopes, id, code) } });
	await enterStage(tx, connectionId, { stage: 'signing', reason: 'connect-signing-in' });
}

/** Somebody came back from it. @returns whether for the first time. */
export async function markReturned(tx: Transaction, visitId: string): Promise<boolean> {
	const returned = await tx.sql`
		UPDATE sign_in_visit SET returned_at = clock_timestamp()
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${visitId}::uuid AND returned_at IS NULL
		RETURNING id`;
	return returned.length > 0;
}

async function isRecent(tx: Transaction, visitId: string): Promise<boolean> {
	const recent = await tx.sql`
		SELECT FROM sign_in_visit WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${visitId}::uuid
			AND begun_at > clock_timestamp() - make_interval(secs => ${connectionLimits.visitHolds / 1_000}::float)`;
	return recent.length > 0;
}

/** Opens what was sealed of a visit. @throws SealBroken */
export function openOfVisit(envelopes: Envelopes, visitId: string, bytes: Uint8Array): string {
	return envelopes.open(bytes, contextOf(visitId)).toString();
}

function sealed(envelopes: Envelopes, visitId: string, text: string): Uint8Array<ArrayBuffer> {
	return new Uint8Array(envelopes.seal(text, contextOf(visitId)));
}

const contextOf = (visitId: string) => `visit:${visitId}`;
