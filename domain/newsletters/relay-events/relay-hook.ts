import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from '#domain/values/actor.ts';
import { lockRelay, readRelay } from '#domain/mailboxes/relays/own-relay.ts';
import type { Database, Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';

/** Where a relay is to report, as its page shows it. */
export interface RelayHookView {
	/** Null: nobody asked for an address yet. */
	readonly secret: string | null;
	readonly lastEventAt: Date | null;
	/** Code of why the last call was not believed; null: it was. */
	readonly fault: string | null;
	readonly faultAt: Date | null;
	/** By which what it reports is read. */
	readonly smtpHost: string;
}

/** Whose relay calls. */
export interface CalledHook {
	readonly subscriptionId: string;
	readonly senderId: string;
}

/** Bytes of a secret: an address that nobody guesses. */
const SECRET = 32;

/**
 * The address at which a relay reports, with its secret shown again: it opens nothing but reports of this relay.
 *
 * @throws {Refusal} missing; not-allowed; relays-off.
 */
export async function showRelayHook(
	tx: Transaction,
	actor: Actor,
	envelopes: Envelopes,
	senderId: string,
): Promise<RelayHookView> {
	const { smtpHost } = await readRelay(tx, actor, senderId);
	const hook = await tx.db.relayHook.findFirst({ where: { senderId } });
	return {
		smtpHost,
		secret: hook ? envelopes.open(hook.sealed, contextOf(senderId)).toString() : null,
		lastEventAt: hook?.lastEventAt ?? null,
		fault: hook?.fault ?? null,
		faultAt: hook?.faultAt ?? null,
	};
}

/**
 * Makes a new address for a relay’s reports: one of before stops answering, and a topic that was confirmed for it is forgotten.
 *
 * @param vendor key of who reports there.
 * @throws {Refusal} missing; not-allowed; relays-off.
 */
export async function renewRelayHook(
	tx: Transaction,
	actor: Actor,
	envelopes: Envelopes,
	{ senderId, vendor }: { readonly senderId: string; readonly vendor: string },
): Promise<void> {
	await lockRelay(tx, actor, senderId);
	const secret = randomBytes(SECRET).toString('base64url');
	const { subscriptionId } = tx;
	const made = {
		vendor,
		secretHash: hashOf(secret),
		sealed: new Uint8Array(envelopes.seal(secret, contextOf(senderId))),
		...{ topic: null, fault: null, faultAt: null, createdAt: tx.at, createdById: actor.userId },
	};
	await tx.db.relayHook.upsert({
		where: { subscriptionId_senderId: { subscriptionId, senderId } },
		create: { subscriptionId, senderId, ...made },
		update: made,
	});
}

/** Whose relay has this secret; undefined for any other. */
export async function findRelayHook(database: Database, secret: string): Promise<CalledHook | undefined> {
	return database.inInstallation(async ({ db }) => {
		const [found] = await db.$queryRaw<CalledHook[]>`
			SELECT subscription_id::text AS "subscriptionId", sender_id::text AS "senderId" FROM relay_hook_of(${hashOf(secret)})`;
		return found;
	});
}

/** How what it reports is read; undefined: the relay is gone. */
export async function readHook(
	tx: Transaction,
	senderId: string,
): Promise<{ readonly vendor: string; readonly topic: string | null } | undefined> {
	const hook = await tx.db.relayHook.findFirst({
		where: { senderId, sender: { deletedAt: null } },
		select: { vendor: true, topic: true },
	});
	return hook ?? undefined;
}

/** A call was believed, or was not; its page says which. */
export async function noteCall(
	tx: Transaction,
	senderId: string,
	call: { readonly fault: string } | { readonly topic?: string | undefined; readonly hasEvents: boolean },
): Promise<void> {
	const data =
		'fault' in call
			? { fault: call.fault, faultAt: tx.at }
			: {
					...{ fault: null, faultAt: null },
					...(call.hasEvents ? { lastEventAt: tx.at } : {}),
					...(call.topic ? { topic: call.topic } : {}),
				};
	await tx.db.relayHook.updateMany({ where: { senderId }, data });
}

const contextOf = (senderId: string) => `relay-hook:${senderId}`;

function hashOf(secret: string): Uint8Array<ArrayBuffer> {
	return new Uint8Array(createHash('sha256').update(secret).digest());
}
