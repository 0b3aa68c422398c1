import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { composeMail } from './compose.ts';
import type { MailDraft } from './compose.ts';
import { messageIdKey, messageIdOf } from './message-id.ts';

const sendId = '0193f0aa-7c11-5a2e-9d0e-3f2b7f0e1a2b';
const draft: MailDraft = {
	sendId,
	messageId: messageIdOf(sendId, 'cadrelune.example'),
	date: new Date('2026-11-24T09:00:00Z'),
	from: { address: 'camille@cadrelune.example', name: 'Camille Dérand' },
	to: { address: 'dominique@société.example', name: 'Dominique Ronsavel' },
	subject: 'Planification d’atelier chez Ardelouse',
	html: '<p>Bonjour Madame Ronsavel,</p><p>Une <a href="https://www.cadrelune.example/r">démarche</a> : 2 &lt; 3.</p>',
	signatureHtml: '<p>Camille Dérand<br>06 39 98 41 01</p>',
	objectionLine: {
		words: 'Ne plus recevoir de messages de ma part :',
		url: 'https://refrain.example/u/abc?x=1&y=2',
	},
	unsubscribeUrl: 'https://refrain.example/u/abc',
};

describe('composeMail', () => {
	it('gives the same bytes for the same draft, 7-bit, CRLF only, CRLF at the end', async () => {
		const first = await composeMail(draft);
		expect((await composeMail({ ...draft })).bytes.equals(first.bytes)).toBe(true);
		const wire = first.bytes.toString('latin1');
		expect(wire).toMatch(/^[\x09\x0a\x0d\x20-\x7e]*$/);
		expect(wire.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
		expect(wire.endsWith('\r\n')).toBe(true);
		expect(Math.max(...wire.split('\r\n').map((line) => line.length))).toBeLessThan(998);
	});

	it('reads back as it was meant', async () => {
		const { bytes, text } = await composeMail({
			...draft,
			inReplyTo: '<one@x.example>',
			references: ['<zero@x.example>', '<one@x.example>'],
		});
		const mail = await simpleParser(bytes, { skipTextToHtml: true });
		expect(mail.subject).toBe('Planification d’atelier chez Ardelouse');
		expect(mail.from?.value).toEqual([{ address: 'camille@cadrelune.example', name: 'Camille Dérand' }]);
		expect([mail.to].flat()[0]?.value[0]?.name).toBe('Dominique Ronsavel');
		expect(bytes.toString()).toContain('xn--socit-esab.example');
		expect(mail.messageId).toBe('<0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example>');
		expect(mail.date?.toISOString()).toBe('2026-11-24T09:00:00.000Z');
		expect(mail.headers.get('x-refrain-send')).toBe(sendId);
		expect(mail.inReplyTo).toBe('<one@x.example>');
		expect(mail.references).toEqual(['<zero@x.example>', '<one@x.example>']);
		expect(mail.text?.trim()).toBe(text.trim());
		expect(text).toBe(
			[
				'Bonjour Madame Ronsavel,',
				'Une démarche (https://www.cadrelune.example/r) : 2 < 3.',
				'Camille Dérand\n06 39 98 41 01',
				'Ne plus recevoir de messages de ma part : https://refrain.example/u/abc?x=1&y=2',
			].join('\n\n') + '\n',
		);
		expect(mail.html).toContain('<a href="https://refrain.example/u/abc?x=1&#38;y=2">');
	});

	it('carries both headers of RFC 8058, one of each, and none where there is no link', async () => {
		const withLink = (await composeMail(draft)).bytes.toString().replace(/\r\n[ \t]+/g, ' ');
		expect(withLink.match(/^List-Unsubscribe:.*$/gim)).toEqual([
			'List-Unsubscribe: <https://refrain.example/u/abc>',
		]);
		expect(withLink.match(/^List-Unsubscribe-Post:.*$/gim)).toEqual([
			'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
		]);
		const { unsubscribeUrl: _, objectionLine: __, ...personal } = draft;
		expect((await composeMail(personal)).bytes.toString()).not.toContain('List-Unsubscribe');
	});

	it.each([
		['subject', { subject: 'x\r\nBcc: evil@y.example' }],
		['sender’s name', { from: { ...draft.from, name: 'x\r\nBcc: evil@y.example' } }],
		['recipient’s name', { to: { ...draft.to, name: 'a <evil@y.example>, b' } }],
	] as const)('a %s cannot add a header or a recipient', async (_what, change) => {
		const mail = await simpleParser((await composeMail({ ...draft, ...change })).bytes);
		expect(mail.bcc).toBeUndefined();
		expect([mail.to].flat().flatMap((to) => to?.value ?? [])).toHaveLength(1);
		expect([mail.to].flat()[0]?.value[0]?.address).toContain('dominique@');
	});

	it.each([
		['address-invalid', { to: { address: 'x@y.example\r\nRCPT TO:<evil@y.example>' } }],
		['address-invalid', { to: { address: 'victim@x.example,other@x.example' } }],
		['message-id-invalid', { messageId: '<a@b>\r\nBcc: evil@y.example' }],
		['message-id-invalid', { references: ['<a@b> <c@d>'] }],
		['url-invalid', { unsubscribeUrl: 'https://x.example/\r\nBcc: evil@y.example' }],
		['url-invalid', { objectionLine: { words: 'x', url: 'javascript:alert(1)' } }],
		['date-invalid', { date: new Date(Number.NaN) }],
	] as const)('refuses with %s: %j', async (code, change) => {
		await expect(composeMail({ ...draft, ...change })).rejects.toMatchObject({ code });
	});

	it('never reads a file or an address that a body names', async () => {
		const html = '<img src="file:///etc/passwd"><img src="https://x.example/a.png">';
		const { bytes } = await composeMail({ ...draft, html });
		expect(bytes.toString()).not.toContain('root:');
	});

	it('takes a text written by a person as it is', async () => {
		const { text } = await composeMail({ ...draft, text: 'Écrit à la main.' });
		expect(text.startsWith('Écrit à la main.\n\nCamille')).toBe(true);
	});
});

it('messageIdKey compares ids whatever their brackets and case', () => {
	expect(messageIdKey(' <AbC@X.example> ')).toBe('abc@x.example');
});

it('folds no field before its value, however long its ids are', async () => {
	const long = `<${'MiXeD'.repeat(20)}@mail.example.test>`;
	const { bytes } = await composeMail({ ...draft, inReplyTo: long, references: [long, long] });
	const head = bytes.subarray(0, bytes.indexOf('\r\n\r\n')).toString('latin1');
	expect(head).toContain(`In-Reply-To: ${long}\r\n`);
	expect(head).toContain(`References: ${long}\r\n ${long}\r\n`);
	expect(head).not.toMatch(/:\r\n/);
});
