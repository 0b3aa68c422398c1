import { describe, expect, it } from 'vitest';
import { SENDING_PROVIDERS } from '#mail/deliverability/sending-providers.ts';
import { compileMail } from './compile-mail.ts';
import { fillMail } from './fill-mail.ts';
import { RELAY_PROFILES, relayProfileOf } from './profiles.ts';
import { serverIdIn } from './server-id.ts';

describe('relayProfileOf', () => {
	it.each([
		['smtp-relay.brevo.com', 'brevo'],
		['in-v3.mailjet.com', 'mailjet'],
		['email-smtp.eu-west-3.amazonaws.com', 'amazonses'],
		['smtp-broadcasts.postmarkapp.com', 'postmark'],
		['smtp.tem.scaleway.com', 'scaleway'],
		['ssl0.ovh.net', 'ovh'],
		['mail.cadrelune.example', 'generic'],
		['amazonaws.com.evil.example', 'generic'],
	])('%s is %s', (host, key) => {
		expect(relayProfileOf(host).key).toBe(key);
	});

	it('takes what was chosen for a host of nobody known only', () => {
		expect(relayProfileOf('mail.cadrelune.example', 'postfix').key).toBe('postfix');
		expect(relayProfileOf('in-v3.mailjet.com', 'postfix').key).toBe('mailjet');
		expect(relayProfileOf('mail.cadrelune.example', 'none-such').key).toBe('generic');
	});

	it('names each once; whose host it is stands with the providers', () => {
		const keys = RELAY_PROFILES.map(({ key }) => key);
		expect(new Set(keys).size).toBe(keys.length);
		const known = new Set(SENDING_PROVIDERS.map(({ key }) => key));
		expect(keys.filter((key) => !known.has(key))).toEqual(['postfix', 'generic']);
	});

	it('gives fields that can stand in a mail', () => {
		for (const { fields, dropsSecondCopies = [], customId } of RELAY_PROFILES) {
			const own = [...fields, ...dropsSecondCopies, ...(customId ? [{ name: customId, value: 'x' }] : [])];
			const compiled = compileMail({
				fields: own.map(({ name, value }) => ({ name, kind: 'tokens', value: [value] })),
				html: [],
				text: [],
				seed: 'issue',
			});
			const head = fillMail(compiled, {}).toString();
			for (const { name, value } of own) expect(head).toContain(`${name}: ${value}\r\n`);
		}
	});
});

describe('serverIdIn', () => {
	const ses = relayProfileOf('email-smtp.eu-west-3.amazonaws.com').messageId;
	const first = relayProfileOf('email-smtp.us-east-1.amazonaws.com').messageId;
	it.each([
		['250 Ok 0109018b5c3c0a4f-1c2d-000000', ses, '<0109018b5c3c0a4f-1c2d-000000@eu-west-3.amazonses.com>'],
		['250 Ok 0100018b5c3c0a4f-1c2d-000000\r', first, '<0100018b5c3c0a4f-1c2d-000000@email.amazonses.com>'],
		[
			'250 2.0.0 OK: queued as <202611301000.1@smtp-relay.mailin.fr>',
			relayProfileOf('smtp-relay.brevo.com').messageId,
			'<202611301000.1@smtp-relay.mailin.fr>',
		],
		['250 Ok', ses, undefined],
		['250 Message accepted', ses, undefined],
		['250 Ok: queued as \r\nX: y', ses, undefined],
	])('reads %j', (words, messageId, id) => {
		expect(serverIdIn(words, (messageId as { replacedAt: string }).replacedAt)).toBe(id);
	});
});
