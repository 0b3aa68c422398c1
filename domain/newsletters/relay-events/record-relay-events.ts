import { createHash } from 'node:crypto';
import type { Database, Transaction } from '#platform/database/database.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import { applyRelayEvent } from './apply-relay-event.ts';
import { findReportedMail } from './find-reported-mail.ts';
import type { CalledHook } from './relay-hook.ts';
import type { ReportedEvent } from './reported-event.ts';

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
			const mail = await findReportedMail(tx, ring, senderId, event);
			const known = { senderId, eventKey: keyOf(event) };
			if (!mail) await tx.db.relayEvent.updateMany({ where: known, data: { kind: 'unmatched' } });
			else {
				await tx.db.relayEvent.updateMany({ where: known, data: { sendId: mail.sendId } });
				await applyRelayEvent(tx, mail, event);
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

function keyOf({ key }: ReportedEvent): Uint8Array<ArrayBuffer> {
	return new Uint8Array(createHash('sha256').update(key).digest());
}
