import { valueOfSlot } from '#domain/newsletters/content/slots.ts';
import type { RenderedLetter } from '#domain/newsletters/content/rendered-letter.ts';
import type { PlaceToSend } from '#domain/newsletters/issues/waiting-places.ts';
import { placeTickets } from '#domain/tracking/tickets/place-tickets.ts';
import { ticketAddress } from '#domain/tracking/tickets/ticket-paths.ts';
import type { SlotValues } from '#mail/relay/mail-template.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import { MAIL_SLOTS } from './issue-template.ts';

/** What the mails of an issue are written with. */
export interface IssueToFill {
	readonly issueId: string;
	readonly keys: KeyRing;
	readonly letter: RenderedLetter;
	/** Slots of the template. */
	readonly slots: readonly string[];
	/** The installation's own address. */
	readonly publicUrl: string;
	/** Where links and pixels lead; null: nothing is measured. */
	readonly trackingUrl: string | null;
	/** The pixel of whoever agreed to nothing more: it counts loads of the issue. */
	readonly anonymousPixel: string | null;
	/** RFC 5322. */
	readonly date: string;
}

/** A pixel that tells nobody anything: whoever refused opens no address of ours (5.7-11). */
const SILENT_PIXEL = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';

/** The values of one recipient's mail, and by what it is recognised. */
export interface FilledPlace {
	readonly values: SlotValues;
	readonly messageIdLocal: string;
	/** By which delivery reports name it: as the envelope id, and in its own return address. */
	readonly returnTicket: string;
}

/**
 * Writes the values of one recipient: her fields or their fallbacks, her tickets, and what may be measured of her.
 *
 * @param sendId of a mail that is a send of its own.
 */
export function valuesOfPlace(
	issue: IssueToFill,
	place: PlaceToSend,
	address: string,
	sendId = '',
): FilledPlace {
	const { issueId, keys, letter, publicUrl, trackingUrl, date } = issue;
	const tickets = placeTickets(keys, { issueId, place: place.place });
	const variables = place.variables ?? {};
	const valueOf = (slot: string): string => {
		switch (slot) {
			case MAIL_SLOTS.to:
				return address;
			case MAIL_SLOTS.id:
				return tickets.messageIdLocal;
			case MAIL_SLOTS.date:
				return date;
			case MAIL_SLOTS.send:
				return sendId;
			case 'unsubscribe':
				return ticketAddress(publicUrl, 'unsubscribe', tickets.unsubscribe);
			case 'measuring':
				return `${ticketAddress(publicUrl, 'unsubscribe', tickets.unsubscribe)}#measuring`;
			case 'browser':
				return ticketAddress(publicUrl, 'browser', tickets.browser);
			case 'pixel':
				return pixelOf();
			default:
				return linkOf(slot) ?? valueOfSlot(slot, variables) ?? '';
		}
	};
	const pixelOf = (): string => {
		if (!trackingUrl || place.opens === 'none') return SILENT_PIXEL;
		if (place.opens === 'identified') return ticketAddress(trackingUrl, 'pixel', tickets.pixel);
		return issue.anonymousPixel ?? SILENT_PIXEL;
	};
	const linkOf = (slot: string): string | undefined => {
		if (!slot.startsWith('link.')) return undefined;
		const number = Number(slot.slice('link.'.length));
		if (trackingUrl && place.measuresClicks) return ticketAddress(trackingUrl, 'link', tickets.link(number));
		return letter.links.find((link) => link.number === number)?.url;
	};
	return {
		values: Object.fromEntries(issue.slots.map((slot) => [slot, valueOf(slot)])),
		messageIdLocal: tickets.messageIdLocal,
		returnTicket: tickets.returnLocal,
	};
}
