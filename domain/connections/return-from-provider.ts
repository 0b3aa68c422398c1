import type { Actor } from '#domain/values/actor.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { lockOwnMailboxConnection } from './connection-row.ts';
import { findVisit, keepCode, markReturned, type VisitReturn } from './sign-in-visit.ts';
import { takeRefusal } from './take-sign-in.ts';

/** Somebody who came back, in which session, and how a vendor's answer is read. */
export interface ReturnOfPerson {
	readonly sessionId: string;
	readonly state: string;
	readonly read: (vendor: string) => VisitReturn | undefined;
}

/**
 * Somebody came back from a provider's page: its code is kept to be redeemed, or its refusal is told. Coming back twice
 * changes nothing (the browser was reloaded, the page was opened again); a provider that was left for another one lets nobody
 * in any more.
 *
 * @throws {Refusal} visit-unknown; connection-over.
 */
export async function returnFromProvider(
	tx: Transaction,
	envelopes: Envelopes,
	actor: Actor,
	{ sessionId, state, read }: ReturnOfPerson,
): Promise<{ connectionId: string; isShared: boolean }> {
	const visit = await findVisit(tx, actor, { state, sessionId });
	const { connectionId } = visit;
	const returned = read(visit.vendor);
	if (!returned) throw new Refusal('not-found', 'visit-unknown');
	if (visit.returnedAt) return { connectionId, isShared: await isOfShared(tx, connectionId) };
	const row = await lockOwnMailboxConnection(tx, actor, connectionId);
	if (row.way !== visit.vendor) throw new Refusal('not-found', 'visit-unknown');
	if (returned.kind === 'code') await keepCode(tx, envelopes, visit, returned.code);
	else {
		await markReturned(tx, visit.id);
		await tx.db.signInVisit.updateMany({ where: { id: visit.id }, data: { verifierSealed: null } });
		const purpose = visit.purpose === 'mail-and-graph' ? 'mail-and-graph' : 'mail';
		await takeRefusal(tx, envelopes, row, returned, purpose);
	}
	await poke(tx, 'connect', connectionId);
	return { connectionId, isShared: row.isShared };
}

async function isOfShared(tx: Transaction, id: string): Promise<boolean> {
	const row = await tx.db.mailboxConnection.findFirst({ where: { id }, select: { isShared: true } });
	return row?.isShared ?? false;
}
