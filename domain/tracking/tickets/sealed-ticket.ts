import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import { base32Of, bytesOfBase32 } from './base32.ts';

/** What a ticket is for: one of another purpose opens nothing, though a mail shows them all. */
export const TICKET_PURPOSES = ['unsubscribe', 'browser', 'pixel', 'link', 'message', 'return'] as const;
export type TicketPurpose = (typeof TICKET_PURPOSES)[number];

/** Whose tickets they are: of a place of an issue, or of a send. */
export type TicketForm = 'place' | 'send';

/** A form's mark in a ticket, and the bytes of its ids. */
const FORMS = { place: { mark: 1, ids: 20 }, send: { mark: 2, ids: 32 } } as const;
/** Before what is signed: the ring's keys sign unsubscribe tokens as well. */
const SIGNED_AS = Buffer.from('tickets\0');

/** Form (4 bits) and number of the key (12 bits). */
const HEAD = 2;
const LARGEST_KEY_NUMBER = 0xfff;
/** Bits of a tag: nobody guesses 64 over a network. */
const TAG = 8;
const LINK_NUMBER = 2;
/** A ticket is read from an address that anybody may write. */
const LONGEST = 80;

/** Writes the tickets of one thing. */
export interface TicketWriter {
	/** The ticket of one purpose: letters and digits of lower-case base32. */
	ticket(purpose: Exclude<TicketPurpose, 'link'>): string;
	/** The ticket of the link of this number, 1 to 65,535. */
	link(number: number): string;
}

/** What a ticket said, once a key of the ring was found to have signed it. */
export interface ReadTicket {
	readonly ids: Buffer;
	/** Of a link: which one; 0 of the others. */
	readonly link: number;
}

/**
 * Signs all tickets of one thing with one HMAC: each purpose has eight of its 64 bytes. The number of a link stands beside the
 * tag and is not signed: whoever holds a ticket of a mail holds all of its links.
 *
 * @throws Error where the ring has more keys than a ticket can name.
 */
export function writeTickets(ring: KeyRing, form: TicketForm, ids: Buffer): TicketWriter {
	const { number, key } = ring.newest;
	if (number > LARGEST_KEY_NUMBER) throw new Error(`a ticket names keys up to ${LARGEST_KEY_NUMBER}`);
	const length = HEAD + ids.length;
	const signed = Buffer.allocUnsafe(SIGNED_AS.length + length + TAG + LINK_NUMBER);
	SIGNED_AS.copy(signed);
	const bytes = signed.subarray(SIGNED_AS.length);
	bytes.writeUInt16BE((FORMS[form].mark << 12) | number, 0);
	ids.copy(bytes, HEAD);
	const tags = tagsOf(key, signed.subarray(0, SIGNED_AS.length + length));
	// Five bytes are eight letters: what all tickets begin with is written once.
	const shared = length - (length % 5);
	const beginning = base32Of(bytes, 0, shared);
	const written = (purpose: TicketPurpose, end: number) => {
		const offset = offsetOf(purpose);
		for (let at = 0; at < TAG; at++) bytes[length + at] = tags[offset + at]!;
		return beginning + base32Of(bytes, shared, end);
	};
	return {
		ticket: (purpose) => written(purpose, length + TAG),
		link(linkNumber) {
			bytes.writeUInt16BE(linkNumber, length + TAG);
			return written('link', length + TAG + LINK_NUMBER);
		},
	};
}

/** Reads a ticket; undefined for anything that no key of the ring, old ones included, has signed for this purpose. */
export function readTicket(
	ring: KeyRing,
	form: TicketForm,
	purpose: TicketPurpose,
	ticket: string,
): ReadTicket | undefined {
	if (ticket.length > LONGEST) return undefined;
	const { mark, ids } = FORMS[form];
	const length = HEAD + ids;
	const bytes = bytesOfBase32(ticket);
	if (bytes?.length !== length + TAG + (purpose === 'link' ? LINK_NUMBER : 0)) return undefined;
	const head = bytes.readUInt16BE(0);
	const key = head >> 12 === mark ? ring.find(head & LARGEST_KEY_NUMBER) : undefined;
	if (!key) return undefined;
	const tags = tagsOf(key, Buffer.concat([SIGNED_AS, bytes.subarray(0, length)]));
	const tag = tags.subarray(offsetOf(purpose), offsetOf(purpose) + TAG);
	if (!timingSafeEqual(tag, bytes.subarray(length, length + TAG))) return undefined;
	return {
		ids: bytes.subarray(HEAD, length),
		link: purpose === 'link' ? bytes.readUInt16BE(length + TAG) : 0,
	};
}

function tagsOf(key: KeyObject, signed: Buffer): Buffer {
	return createHmac('sha512', key).update(signed).digest();
}

function offsetOf(purpose: TicketPurpose): number {
	return TICKET_PURPOSES.indexOf(purpose) * TAG;
}
