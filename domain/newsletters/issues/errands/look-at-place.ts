import { lockSender } from '#domain/senders/lock-sender.ts';
import { paceOfSender } from '#domain/senders/pace-of-sender.ts';
import { readSenderBook } from '#domain/pace/sender-book.ts';
import { takeTry } from '#domain/refusals/take-try.ts';
import type { StandingRefusal } from '#domain/gates/standing-refusal.ts';
import { suppressionHash } from '#domain/suppressions/ask/suppression-key.ts';
import type { Transaction } from '#platform/database/database.ts';
import { readHold, type PartHold } from '../part-hold.ts';
import type { PartReason } from '../part-reasons.ts';
import { reasonAgainst } from '../place-gates.ts';
import { paceOfPlace } from './pace-of-places.ts';
import {
	nextErrand,
	openErrandOf,
	readErrandPart,
	type ErrandPart,
	type ErrandPlace,
} from './read-errands.ts';

/** What a look at a part whose mails leave one by one answers. */
export type PlaceLook =
	/** A mail of it is armed, or nothing else is to be done before the fate of one is known. */
	| { readonly kind: 'open' }
	| { readonly kind: 'wait'; readonly reason: PartReason; readonly until: Date | null }
	/** Nothing of it waits. */
	| { readonly kind: 'none' }
	| {
			readonly kind: 'go';
			readonly part: ErrandPart;
			readonly place: ErrandPlace;
			/** It counts in the ramp of a mailbox that ramps. */
			readonly isFirstContact: boolean;
	  };

/** Places that one look leaves out, at most: the next look goes on. */
const LEFT_OUT_AT_ONCE = 100;

/**
 * One look at such a part, under the lock of its sender: leaves out whoever may not get it by now, and says which mail may leave,
 * or what they all wait for.
 *
 * @param busyUntil its host has no place for it.
 */
export async function lookAtPlace(tx: Transaction, partId: string, busyUntil?: Date): Promise<PlaceLook> {
	const part = await readErrandPart(tx, partId);
	if (!part) return { kind: 'none' };
	await lockSender(tx, { id: part.senderId, mailboxId: part.mailboxId });
	if (await openErrandOf(tx, partId, true)) return { kind: 'open' };
	const held = await readHold(tx, partId);
	if (!held || held.hold) return wait(held?.hold ?? { reason: 'issue-over', until: null });
	const found = await findPlace(tx, partId, part);
	if (found === undefined) return (await openErrandOf(tx, partId)) ? { kind: 'open' } : { kind: 'none' };
	if (found === 'held') return wait({ reason: 'sending-halted', until: null });
	if (found === 'more') return wait({ reason: 'part-leaving', until: tx.at });
	const sender = await tx.db.sender.findFirstOrThrow({ where: { id: part.senderId } });
	const { gapMinSeconds, gapMaxSeconds } = part;
	const pace = { ...paceOfSender(sender), gapMinSeconds, gapMaxSeconds };
	const book = await readSenderBook(tx, part.senderId, pace);
	const paced = paceOfPlace(book, { sendId: found.sendId, stepGap: sender.gapMinSeconds }, tx.at);
	if (paced) return wait(paced);
	if (busyUntil) return wait({ reason: 'host-busy', until: busyUntil });
	if (held.isTry) await tryRefused(tx, part.senderId, found.sendId);
	return { kind: 'go', part, place: found, isFirstContact: pace.rampSince !== null };
}

const wait = (hold: PartHold): PlaceLook => ({ kind: 'wait', ...hold });

/** The next place that may get its mail; `held`: what is left waits for something of its own; `more`: the next look goes on. */
async function findPlace(
	tx: Transaction,
	partId: string,
	{ issueId }: ErrandPart,
): Promise<ErrandPlace | 'held' | 'more' | undefined> {
	let after = 0;
	for (let looked = 0; looked < LEFT_OUT_AT_ONCE; looked++) {
		const place = await nextErrand(tx, partId, after);
		if (!place) return after > 0 ? 'held' : undefined;
		const reason = await reasonAgainst(tx, partId, place);
		if (!reason) return place;
		if (reason === 'sending-halted') after = place.place;
		else await leaveOut(tx, { issueId, place, reason });
	}
	return 'more';
}

async function leaveOut(
	tx: Transaction,
	{
		issueId,
		place,
		reason,
	}: { readonly issueId: string; readonly place: ErrandPlace; readonly reason: string },
): Promise<void> {
	await tx.db.issuePlace.updateMany({ where: { issueId, place: place.place }, data: { leftOut: reason } });
	// What was claimed before and given back never leaves now.
	if (place.isKnown)
		await tx.db.send.updateMany({
			where: { id: place.sendId, state: { in: ['ready', 'claimed'] } },
			data: { state: 'revoked', fence: { increment: 1 }, leaseUntil: null },
		});
}

async function tryRefused(tx: Transaction, senderId: string, sendId: string): Promise<void> {
	const refusal = await tx.db.senderRefusal.findFirst({
		where: { senderId, scope: 'sender', liftedAt: null },
	});
	if (refusal) await takeTry(tx, senderId, refusal as StandingRefusal, sendId);
}

/**
 * Asked by arm: locks address and issue in shared mode, and says whether anything stops the mail of a place that waits for its
 * final dot. Its pace was decided at the claim.
 */
export async function mayPlaceStillLeave(
	tx: Transaction,
	partId: string,
	{ sendId, recipient }: { readonly sendId: string; readonly recipient: string },
): Promise<boolean> {
	const send = await tx.db.send.findFirst({ where: { id: sendId }, select: { issueId: true, place: true } });
	if (!send?.issueId || send.place === null) return false;
	const addressHash = suppressionHash(tx, recipient);
	await tx.lockAddresses([addressHash], 'share');
	await tx.lockIssues([send.issueId], 'share');
	if (await reasonAgainst(tx, partId, { place: send.place, addressHash, address: recipient })) return false;
	const held = await readHold(tx, partId);
	if (held?.hold?.reason !== 'mailbox-refused') return held?.hold === null;
	// The one that is tried moved the next try on.
	return (await tx.db.senderRefusal.count({ where: { probeSendId: sendId, liftedAt: null } })) > 0;
}
