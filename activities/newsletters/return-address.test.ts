import { describe, expect, it } from 'vitest';
import { placeTickets } from '#domain/tracking/tickets/place-tickets.ts';
import { cluesOf } from '#mail/inbound/match.ts';
import { parseHead } from '#mail/inbound/parse-head.ts';
import { relayProfileOf } from '#mail/relay/profiles.ts';
import { aKeyRing } from '#tests/environment/a-key-ring.ts';
import { ownReturnAddress } from './return-address.ts';

const AT_GOOGLE = { address: 'lettre@cadrelune.example', imapHost: 'imap.gmail.com', takesPlus: false };
const from = 'lettre@cadrelune.example';
const anyRelay = relayProfileOf('smtp.relay.example');

describe('the return address of a mail of its own', () => {
	it('is a plus-address of the reply mailbox with the ticket of its place, which is read back', () => {
		const { returnLocal } = placeTickets(aKeyRing(), { issueId: crypto.randomUUID(), place: 7 });
		const address = ownReturnAddress({ from, replyMailbox: AT_GOOGLE }, anyRelay)!(returnLocal);
		expect(address.lastIndexOf('@')).toBeLessThanOrEqual(64);
		const head = parseHead(Buffer.from(`Return-Path: <>\r\nTo: ${address}\r\n\r\n`));
		expect(cluesOf(head).plusTickets).toEqual([returnLocal]);
	});

	it('is one at a host that nobody knows, once a mail of ours came to a plus-address there', () => {
		const unknown = { ...AT_GOOGLE, imapHost: 'mail.cadrelune.example' };
		expect(ownReturnAddress({ from, replyMailbox: unknown }, anyRelay)).toBeUndefined();
		const own = ownReturnAddress({ from, replyMailbox: { ...unknown, takesPlus: true } }, anyRelay)!;
		expect(own('ticket')).toBe('lettre+ticket@cadrelune.example');
	});

	it.each<[string, { replyMailbox: typeof AT_GOOGLE | null; host?: string }]>([
		['the relay reports by webhook', { replyMailbox: AT_GOOGLE, host: 'smtp-relay.brevo.com' }],
		['the relay takes the login’s address alone', { replyMailbox: AT_GOOGLE, host: 'ssl0.ovh.net' }],
		['nothing is read of the relay', { replyMailbox: null }],
		[
			'nobody knows whether the mailbox takes plus-addresses',
			{ replyMailbox: { ...AT_GOOGLE, imapHost: 'mail.cadrelune.example' } },
		],
		[
			'the mailbox is of another domain',
			{ replyMailbox: { ...AT_GOOGLE, address: 'lettre@elsewhere.example' } },
		],
		[
			'the address would be too long',
			{ replyMailbox: { ...AT_GOOGLE, address: 'lettre-de-l-atelier@cadrelune.example' } },
		],
	])('is none where %s', (_, { replyMailbox, host = 'smtp.relay.example' }) => {
		expect(ownReturnAddress({ from, replyMailbox }, relayProfileOf(host))).toBeUndefined();
	});
});
