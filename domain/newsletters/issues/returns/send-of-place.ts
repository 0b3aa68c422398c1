import { domainPart } from '#platform/addresses/address-parts.ts';
import { randomUUID } from 'node:crypto';
import { placeTickets } from '#domain/tracking/tickets/place-tickets.ts';
import { renderText } from '#domain/writing/variables.ts';
import type { KnownPlace } from '#mail/inbound/match.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import { LETTERS } from '../place-outcomes.ts';
import { readPlaceSent, type PlaceSent } from './place-sent.ts';

/**
 * The mail of a place, as a row that others can name: of an errand it has one; that of a window is made here, once something
 * happens to it, with what is known of it by then. Two who make it at once have one.
 *
 * @returns its id; null where nothing of it ever was to leave.
 */
export async function sendOfPlace(tx: Transaction, ring: KeyRing, place: KnownPlace): Promise<string | null> {
	const known = await tx.db.send.findFirst({ where: { ...place }, select: { id: true } });
	if (known) return known.id;
	const sent = await readPlaceSent(tx, place);
	if (!sent?.window) return null;
	const id = randomUUID();
	const messageId = `<${placeTickets(ring, place).messageIdLocal}@${domainPart(sent.from)}>`;
	const [made] = await tx.sql<{ id: string }>`
		INSERT INTO send (subscription_id, id, kind, sender_id, contact_id, company_id, issue_id, place, state, armed_at, sent_at,
			settled_by, settled_at, recipient, recipient_hash, subject, message_id, server_message_id, status, created_at)
		VALUES (${tx.subscriptionId}::uuid, ${id}::uuid, 'issue', ${sent.senderId}::uuid, ${sent.contactId}::uuid,
			${sent.companyId}::uuid, ${place.issueId}::uuid, ${place.place}, ${stateOf(sent)}::send_state, ${sent.window.armedWallAt},
			${sent.window.armedAt}, ${isUncertain(sent) ? 'silence' : null}, ${isUncertain(sent) ? tx.at : null}::timestamptz,
			${sent.address}, ${sent.address === null ? sent.addressHash : null}::bytea, ${renderText(sent.subject ?? '', sent.variables ?? {})}, ${messageId},
			${sent.window.serverId}, ${isRejected(sent) ? sent.window.detail.split(' ')[0]! : null}, ${sent.window.armedAt})
		ON CONFLICT (subscription_id, issue_id, place) DO NOTHING
		RETURNING id::text`;
	// Whoever made it meanwhile has committed: its row was waited for.
	if (!made) return (await tx.db.send.findFirst({ where: { ...place }, select: { id: true } }))?.id ?? null;
	await tx.db.sendIdentity.createMany({
		data: [messageId, sent.window.serverId].flatMap((one) =>
			one ? [{ subscriptionId: tx.subscriptionId, messageIdKey: keyOf(one), sendId: id }] : [],
		),
		skipDuplicates: true,
	});
	await tx.db.issuePlace.updateMany({ where: { ...place }, data: { sendId: id } });
	return id;
}

/** What is not known to have been answered is uncertain, and counts as left: nobody sends it again by himself. */
function stateOf(sent: PlaceSent): 'accepted' | 'rejected' | 'uncertain' {
	if (sent.window?.letter === LETTERS.accepted) return 'accepted';
	return isRejected(sent) ? 'rejected' : 'uncertain';
}

const isRejected = ({ window }: PlaceSent) => window?.letter === LETTERS.rejected;
const isUncertain = (sent: PlaceSent) => stateOf(sent) === 'uncertain';
const keyOf = (messageId: string) => messageId.replace(/^<|>$/g, '').toLowerCase();
