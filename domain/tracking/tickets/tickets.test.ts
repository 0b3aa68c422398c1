import { createSecretKey, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import { base32Of, bytesOfBase32 } from './base32.ts';
import { placeTickets, readPlaceTicket } from './place-tickets.ts';
import { TICKET_PURPOSES, type TicketPurpose } from './sealed-ticket.ts';
import { readSendTicket, sendTickets } from './send-tickets.ts';
import { ticketAddress } from './ticket-paths.ts';

function ringOf(...keys: KeyObject[]): KeyRing {
	return {
		newest: { number: keys.length, key: keys.at(-1)! },
		find: (number) => keys[number - 1],
	};
}

const newKey = () => createSecretKey(randomBytes(32));
const place = { issueId: randomUUID(), place: 483_112 };
const send = { subscriptionId: randomUUID(), sendId: randomUUID() };

/** Each ticket of a place under its purpose. */
function allOf(ring: KeyRing): [TicketPurpose, string][] {
	const { unsubscribe, browser, pixel, link, messageIdLocal, returnLocal } = placeTickets(ring, place);
	return [
		['unsubscribe', unsubscribe],
		['browser', browser],
		['pixel', pixel],
		['link', link(3)],
		['message', messageIdLocal],
		['return', returnLocal],
	];
}

describe('the tickets of a place', () => {
	const [old, newer] = [newKey(), newKey()];

	it('name the place again for their own purpose, and open nothing else', () => {
		const ring = ringOf(old);
		for (const [purpose, ticket] of allOf(ring)) {
			for (const asked of TICKET_PURPOSES) {
				const answer = asked === purpose ? { ...place, link: purpose === 'link' ? 3 : 0 } : undefined;
				expect(readPlaceTicket(ring, asked, ticket), `${purpose} as ${asked}`).toEqual(answer);
			}
		}
	});

	it('fit a local part of 64 octets, and survive a server that writes capitals', () => {
		const ring = ringOf(old);
		for (const [purpose, ticket] of allOf(ring)) {
			expect(ticket).toMatch(/^[a-z2-7]{48,52}$/);
			expect(readPlaceTicket(ring, purpose, ticket.toUpperCase())).toMatchObject(place);
		}
	});

	it('are good for ever: after the key was replaced twice too', () => {
		const rotated = ringOf(old, newer, newKey());
		for (const [purpose, ticket] of allOf(ringOf(old)))
			expect(readPlaceTicket(rotated, purpose, ticket)).toMatchObject(place);
		expect(placeTickets(rotated, place).pixel).not.toBe(placeTickets(ringOf(old), place).pixel);
		for (const [purpose, ticket] of allOf(ringOf(old)))
			expect(readPlaceTicket(ringOf(newer), purpose, ticket)).toBeUndefined();
	});

	it('are refused after any change of one letter', () => {
		const ring = ringOf(old);
		for (const [purpose, ticket] of allOf(ring)) {
			// The number of a link stands in its last four letters, unsigned.
			const signed = purpose === 'link' ? ticket.length - 4 : ticket.length;
			for (let at = 0; at < signed; at++) {
				const changed = ticket.slice(0, at) + (ticket[at] === 'a' ? 'b' : 'a') + ticket.slice(at + 1);
				expect(readPlaceTicket(ring, purpose, changed), `${purpose} at ${at}`).toBeUndefined();
			}
		}
	});

	it('of no two places are the same, nor do a place and the issue share one', () => {
		const ring = ringOf(old);
		const issueId = randomUUID();
		const tickets = [0, 1, 2, 65_536].map((one) => placeTickets(ring, { issueId, place: one }).pixel);
		expect(new Set(tickets).size).toBe(4);
		expect(readPlaceTicket(ring, 'pixel', tickets[0]!)?.place).toBe(0);
	});
});

describe('the tickets of a mail', () => {
	const ring = ringOf(newKey());

	it('name the mail again, and are no tickets of a place', () => {
		const { pixel, link } = sendTickets(ring, send);
		expect(readSendTicket(ring, 'pixel', pixel)).toEqual({ ...send, link: 0 });
		expect(readSendTicket(ring, 'link', link(65_535))).toEqual({ ...send, link: 65_535 });
		expect(readSendTicket(ring, 'pixel', link(1))).toBeUndefined();
		expect(readPlaceTicket(ring, 'link', link(1))).toBeUndefined();
		expect(readSendTicket(ring, 'link', placeTickets(ring, place).link(1))).toBeUndefined();
	});
});

it.each(['', 'x', '../../etc', 'a'.repeat(48), 'a'.repeat(52), 'a'.repeat(100_000), 'é'.repeat(48)])(
	'refuses %j, whatever it is taken for',
	(text) => {
		const ring = ringOf(newKey());
		for (const purpose of TICKET_PURPOSES) expect(readPlaceTicket(ring, purpose, text)).toBeUndefined();
		expect(readSendTicket(ring, 'link', text)).toBeUndefined();
	},
);

it('refuses to sign with a key that no ticket could name', () => {
	const ring = { ...ringOf(newKey()), newest: { number: 4096, key: newKey() } };
	expect(() => placeTickets(ring, place)).toThrow('4095');
});

describe('base32', () => {
	it('is RFC 4648 in lower case, without padding', () => {
		const known = ['', 'my', 'mzxq', 'mzxw6', 'mzxw6yq', 'mzxw6ytb', 'mzxw6ytboi'];
		expect(known.map((_, length) => base32Of(Buffer.from('foobar'.slice(0, length))))).toEqual(known);
	});

	it('reads back what it wrote, of each length', () => {
		for (let length = 0; length < 60; length++) {
			const bytes = randomBytes(length);
			expect(bytesOfBase32(base32Of(bytes))).toEqual(bytes);
		}
	});

	it('reads one spelling only', () => {
		expect(bytesOfBase32('mz')).toBeUndefined();
		expect(bytesOfBase32('mya')).toBeUndefined();
		expect(bytesOfBase32('m1')).toBeUndefined();
	});
});

it('makes addresses of tickets, whether or not the base ends with a slash', () => {
	expect(ticketAddress('https://liens.example.fr/', 'link', 'abc')).toBe('https://liens.example.fr/l/abc');
	expect(ticketAddress('http://localhost:3000', 'pixel', 'abc')).toBe('http://localhost:3000/o/abc.gif');
});
