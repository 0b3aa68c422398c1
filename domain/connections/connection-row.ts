import type { Actor } from '#domain/values/actor.ts';
import { resolveNotifications } from '#domain/notifications/resolve-notifications.ts';
import type { MailboxConnection } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/** Where a connection stands. The last two are its ends. */
export type ConnectionStage =
	'recognising' | 'choosing' | 'signing' | 'consent' | 'testing' | 'mending' | 'done' | 'withdrawn';

/** Why it stands there; the sentences are in texts/run-reasons.ts. */
export type ConnectionReason =
	| 'connect-recognising'
	| 'connect-door'
	| 'connect-signing-in'
	/** An administrator elsewhere must consent. */
	| 'connect-consent'
	/** He did: the person signs in once more. */
	| 'connect-consented'
	| 'connect-testing'
	/** A machine refused; it is tried again at `nextLookAt`. */
	| 'connect-retrying'
	/** A machine refused what only a person mends. */
	| 'connect-refused'
	| 'connect-done'
	| 'connect-withdrawn';

/** Locks a connection against its other writers. @returns undefined where there is none. */
export async function lockConnection(tx: Transaction, id: string): Promise<MailboxConnection | undefined> {
	await tx.lock('mailbox_connection', [id]);
	return (await tx.db.mailboxConnection.findFirst({ where: { id } })) ?? undefined;
}

/**
 * The same for somebody who acts on it: its owner, or a *responsable* for somebody else (5.6-3).
 *
 * @throws {Refusal} missing; not-allowed; connection-over.
 */
export async function lockOwnConnection(
	tx: Transaction,
	actor: Actor,
	id: string,
): Promise<MailboxConnection> {
	const row = await lockConnection(tx, id);
	if (!row) throw new Refusal('not-found', 'missing');
	assertMayConnect(actor, row);
	if (row.endedAt) throw new Refusal('conflict', 'connection-over');
	return row;
}

/**
 * The same of one that is to be a mailbox: a relay has no provider to choose.
 *
 * @throws {Refusal} missing (also a relay); not-allowed; connection-over.
 */
export async function lockOwnMailboxConnection(
	tx: Transaction,
	actor: Actor,
	id: string,
): Promise<MailboxConnection> {
	const row = await lockOwnConnection(tx, actor, id);
	if (row.isRelay) throw new Refusal('not-found', 'missing');
	return row;
}

/** @throws {Refusal} not-allowed: it is somebody else's to set up. */
export function assertMayConnect(actor: Actor, { ownerId }: Pick<MailboxConnection, 'ownerId'>): void {
	if (ownerId !== actor.userId && actor.licence !== 'responsable')
		throw new Refusal('forbidden', 'not-allowed');
}

/** What was typed and what a consent brought, no longer kept. */
export const FORGOTTEN = {
	...{ sealed: null, smtpSealed: null },
	...{ grantSealed: null, accessSealed: null, accessUntil: null },
	...{ graphSealed: null, graphUntil: null },
} as const;

/** Tests that ended go with the secrets that they tried; the one that was saved has none any more. */
export async function forgetTests(tx: Transaction, connectionId: string): Promise<void> {
	await tx.db.connectionTest.deleteMany({
		where: { connectionId, state: { in: ['failed', 'succeeded'] } },
	});
}

/** Moves it on: since when and why are told with where. */
export async function enterStage(
	tx: Transaction,
	id: string,
	to: {
		readonly stage: ConnectionStage;
		readonly reason: ConnectionReason;
		readonly fault?: string | null;
		readonly nextLookAt?: Date | null;
	},
): Promise<void> {
	const { stage, reason, fault = null, nextLookAt = null } = to;
	const isOver = stage === 'done' || stage === 'withdrawn';
	await tx.db.mailboxConnection.updateMany({
		where: { id },
		data: {
			...{ stage, reason, fault, nextLookAt, since: tx.at },
			...(isOver ? { endedAt: tx.at, ...FORGOTTEN } : {}),
		},
	});
	if (!isOver) return;
	await forgetTests(tx, id);
	// Nothing that people were told of it holds any more.
	await resolveNotifications(tx, { connectionId: id });
}
