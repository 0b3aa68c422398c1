import { createHash } from 'node:crypto';
import { findPlaces } from '#domain/newsletters/issues/returns/find-places.ts';
import { sendOfPlace } from '#domain/newsletters/issues/returns/send-of-place.ts';
import { mailboxOf } from '#platform/addresses/comparable-address.ts';
import type { Database, Transaction } from '#platform/database/database.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import { applyRelayEvent } from './apply-relay-event.ts';
import type { ReportedEvent } from './reported-event.ts';
import type { CalledHook } from './relay-hook.ts';

/** Events that say nothing of anybody are written down so many at once. */
const PAGE = 500;

/**
 * Takes in what a relay reports, in any order and however often: each event acts once, in a transaction of its own, with what it
 * writes. What is about no mail of this relay is kept as such.
 *
 * @param until asked before each of them: a call that takes too long is answered, and called again.
 * @returns false where some are left.
 */
export async function recordRelayEvents(
	database: Database,
	ring: KeyRing,
	hook: CalledHook,
	events: readonly ReportedEvent[],
	until: () => boolean,
): Promise<boolean> {
	const { subscriptionId, senderId } = hook;
	const idle = events.filter(({ kind }) => kind === 'ignored');
	for (let from = 0; from < idle.length; from += PAGE) {
		if (!until()) return false;
		const page = idle.slice(from, from + PAGE);
		await database.inSubscription(subscriptionId, (tx) => take(tx, senderId, page));
	}
	for (const event of events) {
		if (event.kind === 'ignored') continue;
		if (!until()) return false;
		await database.inSubscription(subscriptionId, async (tx) => {
			if ((await take(tx, senderId, [event])) === 0) return;
			const sendId = await sendOf(tx, ring, senderId, event);
			const known = { senderId, eventKey: keyOf(event) };
			if (sendId === undefined)
				await tx.db.relayEvent.updateMany({ where: known, data: { kind: 'unmatched' } });
			else {
				await tx.db.relayEvent.updateMany({ where: known, data: { sendId } });
				await applyRelayEvent(tx, sendId, event);
			}
		});
	}
	return true;
}

/** @returns how many of them were not known. */
async function take(tx: Transaction, senderId: string, events: readonly ReportedEvent[]): Promise<number> {
	const { count } = await tx.db.relayEvent.createMany({
		data: events.map((event) => ({
			...{ subscriptionId: tx.subscriptionId, senderId, eventKey: keyOf(event), kind: event.kind },
			...{ status: event.status ?? null, at: event.at, receivedAt: tx.at },
		})),
		skipDuplicates: true,
	});
	return count;
}

/** The mail of this relay that an event is about, where it names the person to whom that went (5.7-3). */
async function sendOf(
	tx: Transaction,
	ring: KeyRing,
	senderId: string,
	{ ids, address }: ReportedEvent,
): Promise<string | undefined> {
	// A custom id is the local part alone.
	const messageIdKeys = ids.map((id) => (id.includes('@') ? id : `${id}@`).toLowerCase());
	const { ofMessageId } = await findPlaces(tx, ring, { messageIdKeys, returnTickets: [] });
	const place = messageIdKeys.map((key) => ofMessageId.get(key)).find(Boolean);
	const sendId = place && (await sendOfPlace(tx, ring, place));
	if (!sendId) return undefined;
	const send = await tx.db.send.findFirst({ where: { id: sendId, senderId }, select: { recipient: true } });
	const isHers = send?.recipient && (address === null || mailboxOf(address) === mailboxOf(send.recipient));
	return isHers ? sendId : undefined;
}

function keyOf({ key }: ReportedEvent): Uint8Array<ArrayBuffer> {
	return new Uint8Array(createHash('sha256').update(key).digest());
}
