import { findPlaces } from '#domain/newsletters/issues/returns/find-places.ts';
import { sendOfPlace } from '#domain/newsletters/issues/returns/send-of-place.ts';
import { suppressionHashes } from '#domain/suppressions/ask/suppression-key.ts';
import type { KnownPlace } from '#mail/inbound/match.ts';
import { mailboxOf } from '#platform/addresses/comparable-address.ts';
import type { Transaction } from '#platform/database/database.ts';
import { relayReportLimits } from '#platform/newsletter-limits.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import { LETTERS } from '../issues/place-outcomes.ts';
import type { ReportedEvent } from './reported-event.ts';

/** The mail that a report is about, and what says so. */
export interface ReportedMail {
	readonly sendId: string;
	/** `address`: the report names no mail, and this is the latest that went there. */
	readonly by: 'id' | 'address';
}

/**
 * The mail of this relay that an event is about, where it names the person to whom that went (5.7-3). An event that names no mail at
 * all, as complaints through some feedback loops, is taken for one about the latest issue that went to its address through this
 * relay. One that names a mail which is none of ours is about that mail: others may write through the same relay.
 */
export async function findReportedMail(
	tx: Transaction,
	ring: KeyRing,
	senderId: string,
	event: ReportedEvent,
): Promise<ReportedMail | undefined> {
	const by = event.ids.length > 0 ? 'id' : 'address';
	const place =
		by === 'id' ? await placeOfIds(tx, ring, event) : await latestPlaceOfAddress(tx, senderId, event);
	const sendId = place && (await sendOfPlace(tx, ring, place));
	if (!sendId) return undefined;
	const send = await tx.db.send.findFirst({
		where: { id: sendId, senderId },
		select: { recipient: true, recipientHash: true },
	});
	return send && wentTo(tx, send, event.address) ? { sendId, by } : undefined;
}

async function placeOfIds(
	tx: Transaction,
	ring: KeyRing,
	{ ids }: ReportedEvent,
): Promise<KnownPlace | undefined> {
	// A custom id is the local part alone.
	const messageIdKeys = ids.map((id) => (id.includes('@') ? id : `${id}@`).toLowerCase());
	const { ofMessageId } = await findPlaces(tx, ring, { messageIdKeys, returnTickets: [] });
	return messageIdKeys.map((key) => ofMessageId.get(key)).find(Boolean);
}

/** What left after the event happened is not what it is about. */
async function latestPlaceOfAddress(
	tx: Transaction,
	senderId: string,
	{ address, at }: ReportedEvent,
): Promise<KnownPlace | undefined> {
	if (address === null) return undefined;
	const left = [LETTERS.accepted, LETTERS.uncertain, LETTERS.armed].join('');
	const before = at && new Date(at.getTime() + relayReportLimits.clockSkew);
	const [latest] = await tx.sql<KnownPlace>`
		SELECT part.issue_id::text AS "issueId", asked.place
		FROM issue_part part
		JOIN issue_place asked ON (asked.subscription_id, asked.issue_id) = (part.subscription_id, part.issue_id)
			AND asked.place BETWEEN part.first_place AND part.last_place
			AND asked.address_hash = ANY(${suppressionHashes(tx, address)}::bytea[])
		JOIN issue_window held ON (held.subscription_id, held.part_id) = (part.subscription_id, part.id)
			AND asked.place BETWEEN held.first_place AND held.last_place
		WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.sender_id = ${senderId}::uuid
			AND position(substr(held.outcomes, asked.place - held.first_place + 1, 1) IN ${left}) > 0
			AND (${before}::timestamptz IS NULL OR held.armed_wall_at <= ${before}::timestamptz)
		ORDER BY held.armed_at DESC LIMIT 1`;
	return latest;
}

/** Of one who was erased the hash is left. */
function wentTo(
	tx: Transaction,
	{
		recipient,
		recipientHash,
	}: { readonly recipient: string | null; readonly recipientHash: Uint8Array | null },
	address: string | null,
): boolean {
	if (recipient !== null) return address === null || mailboxOf(address) === mailboxOf(recipient);
	return (
		address !== null &&
		recipientHash !== null &&
		suppressionHashes(tx, address).some((hash) => hash.equals(recipientHash))
	);
}
