import type { KeyRing } from '#platform/secrets/key-ring.ts';
import { bytesOfUuid, uuidOfBytes } from '#platform/uuid.ts';
import { readTicket, writeTickets } from './sealed-ticket.ts';

/** One mail of a sequence. */
export interface SendClaim {
	readonly subscriptionId: string;
	readonly sendId: string;
}

/** The tickets of one mail. Its unsubscribe link is the token of domain/suppressions. */
export interface SendTickets {
	readonly pixel: string;
	/** Of a link by its number in the mail. */
	link(number: number): string;
}

/** The tickets of a mail that leaves by itself: one HMAC, good for ever. They name nothing about the person. */
export function sendTickets(ring: KeyRing, { subscriptionId, sendId }: SendClaim): SendTickets {
	const ids = Buffer.concat([bytesOfUuid(subscriptionId), bytesOfUuid(sendId)]);
	const writer = writeTickets(ring, 'send', ids);
	return { pixel: writer.ticket('pixel'), link: (number) => writer.link(number) };
}

/** Reads a ticket of a mail for what it is used for; undefined for what none of our keys signed for that. */
export function readSendTicket(
	ring: KeyRing,
	purpose: 'pixel' | 'link',
	ticket: string,
): (SendClaim & { readonly link: number }) | undefined {
	const read = readTicket(ring, 'send', purpose, ticket);
	if (!read) return undefined;
	return {
		subscriptionId: uuidOfBytes(read.ids.subarray(0, 16)),
		sendId: uuidOfBytes(read.ids.subarray(16)),
		link: read.link,
	};
}
