import type { KeyRing } from '#platform/secrets/key-ring.ts';
import { bytesOfUuid, uuidOfBytes } from '#platform/uuid.ts';
import { readTicket, writeTickets, type TicketPurpose } from './sealed-ticket.ts';

/**
 * A place of an issue. Place 0 is the issue itself: its pixel counts loads of whoever agreed to nothing more, and its browser
 * view shows nobody's fields (5.7-11).
 */
export interface PlaceClaim {
	readonly issueId: string;
	readonly place: number;
}

/** The tickets of one recipient of an issue. Addresses are made of them by `ticketAddress`. */
export interface PlaceTickets {
	readonly unsubscribe: string;
	readonly browser: string;
	readonly pixel: string;
	/** Of a link by its number in the issue. */
	link(number: number): string;
	/** Local part of the Message-ID; 48 characters. */
	readonly messageIdLocal: string;
	/** Local part of the address to which bounces return (VERP); 48 characters. */
	readonly returnLocal: string;
}

/**
 * The tickets of a place: one HMAC, signed with the newest key of the ring that unsubscribe links have; they are good for ever,
 * since a person may object years later (5.2-14). They name neither person nor subscription.
 */
export function placeTickets(ring: KeyRing, { issueId, place }: PlaceClaim): PlaceTickets {
	const ids = Buffer.allocUnsafe(20);
	bytesOfUuid(issueId).copy(ids);
	ids.writeUInt32BE(place, 16);
	const writer = writeTickets(ring, 'place', ids);
	return {
		unsubscribe: writer.ticket('unsubscribe'),
		browser: writer.ticket('browser'),
		pixel: writer.ticket('pixel'),
		link: (number) => writer.link(number),
		messageIdLocal: writer.ticket('message'),
		returnLocal: writer.ticket('return'),
	};
}

/** Reads a ticket of a place for what it is used for; undefined for what none of our keys signed for that. */
export function readPlaceTicket(
	ring: KeyRing,
	purpose: TicketPurpose,
	ticket: string,
): (PlaceClaim & { readonly link: number }) | undefined {
	const read = readTicket(ring, 'place', purpose, ticket);
	if (!read) return undefined;
	return {
		issueId: uuidOfBytes(read.ids.subarray(0, 16)),
		place: read.ids.readUInt32BE(16),
		link: read.link,
	};
}
