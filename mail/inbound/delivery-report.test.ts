import { describe, expect, it } from 'vitest';
import { classify } from './classify.ts';
import { readDeliveryReport } from './delivery-report.ts';
import { lines } from './mails.test-support.ts';
import { cluesOf, matchMail } from './match.ts';
import type { KnownFacts } from './match.ts';
import { parseMail } from './parse-mail.ts';

const sendId = '0193f0aa-7c11-5a2e-9d0e-3f2b7f0e1a2b';
const at = { receivedAt: new Date('2026-11-24T09:00:00Z'), zone: 'Europe/Paris' };

const report = (recipients: string[][], envelopeId: string | undefined = sendId, head: string[] = []) =>
	lines(
		'Return-Path: <>',
		'From: MAILER-DAEMON@mx.example',
		'To: camille@cadrelune.example',
		'Subject: Undelivered Mail Returned to Sender',
		'Auto-Submitted: auto-replied',
		...head,
		'Content-Type: multipart/report; report-type=delivery-status; boundary="b=1"',
		'',
		'--b=1',
		'Content-Type: text/plain',
		'',
		'I could not deliver it.',
		'--b=1',
		'Content-Type: message/delivery-status',
		'',
		'Reporting-MTA: dns; mx.example',
		...(envelopeId ? [`Original-Envelope-Id: ${envelopeId}`] : []),
		...recipients.flatMap((fields) => ['', ...fields]),
		'',
		'--b=1',
		'Content-Type: text/rfc822-headers',
		'',
		'Message-ID: <0193F0AA7C115A2E9D0E3F2B7F0E1A2B@cadrelune.example>',
		`X-Refrain-Send: ${sendId}`,
		'--b=1--',
	);
const failed = (status: string, diagnostic?: string, action = 'failed') => [
	'Final-Recipient: rfc822; X@brumevent.example',
	`Action: ${action}`,
	`Status: ${status}`,
	...(diagnostic ? [`Diagnostic-Code: smtp;`, ` ${diagnostic}`] : []),
];
const read = async (raw: Buffer) => {
	const mail = await parseMail(raw);
	const found = classify(mail, at);
	return { mail, found, clues: cluesOf(mail, found.report) };
};

describe('hard and soft (5.2-20)', () => {
	it.each<[string, string[][], string]>([
		['5.1.1', [failed('5.1.1', '550 5.1.1 User unknown')], 'bounce-hard'],
		['5.1.1 without words', [failed('5.1.1')], 'bounce-hard'],
		['5.0.0 with words', [failed('5.0.0', '550 No such user here')], 'bounce-hard'],
		['Exchange', [failed('5.4.1', '550 5.4.1 Recipient address rejected: Access denied')], 'bounce-hard'],
		['Orange', [failed('5.0.0', '550 5.1.1 OFR_416 Adresse inconnue')], 'bounce-hard'],
		['disabled', [failed('5.2.1')], 'bounce-hard'],
		['full', [failed('5.2.2', '552 5.2.2 Mailbox full')], 'bounce-soft'],
		['policy', [failed('5.7.1', '554 5.7.1 Message refused by policy')], 'bounce-soft'],
		[
			'spam, said in words that name a user',
			[failed('5.7.1', '550 5.7.1 User unknown to spam filter')],
			'bounce-soft',
		],
		['too large', [failed('5.3.4')], 'bounce-soft'],
		['expired', [failed('4.4.7', '421 4.4.7 Connection timed out')], 'bounce-soft'],
		['delayed', [failed('4.7.1', '451 4.7.1 later', 'delayed')], 'bounce-soft'],
		['delivered', [failed('2.0.0', undefined, 'delivered')], 'notification'],
		['one of two behind a list', [failed('5.1.1'), failed('2.0.0', undefined, 'delivered')], 'bounce-soft'],
		['two dead', [failed('5.1.1'), failed('5.1.1')], 'bounce-hard'],
		['one dead, one full', [failed('5.1.1'), failed('5.2.2')], 'bounce-soft'],
	])('%s', async (_, recipients, kind) => expect((await read(report(recipients))).found.kind).toBe(kind));

	it.each<[string, string[][], string]>([
		['policy', [failed('5.7.1', '554 5.7.1 Message refused by policy')], 'delivery-refused'],
		['content', [failed('5.6.0', '554 5.6.0 Message content rejected')], 'delivery-refused'],
		['too large', [failed('5.3.4')], 'delivery-refused'],
		[
			'one dead, one refused',
			[failed('5.1.1'), failed('5.7.1', '554 5.7.1 Message refused by policy')],
			'delivery-refused',
		],
		['5.7.1 without a word', [failed('5.7.1')], 'delivery-report'],
		['a sender who may not send as this', [failed('5.7.60', '550 5.7.60 SendAsDenied')], 'delivery-report'],
		['full', [failed('5.2.2', '552 5.2.2 Mailbox full')], 'delivery-report'],
		['expired', [failed('4.4.7', '421 4.4.7 Connection timed out')], 'delivery-report'],
		['behind a list', [failed('5.7.1'), failed('2.0.0', undefined, 'delivered')], 'delivery-report'],
		['without a word', [failed('5.0.0')], 'delivery-report'],
	])('says whether this mail is refused for good: %s', async (_, recipients, rule) =>
		expect((await read(report(recipients))).found.rule).toBe(rule),
	);

	it('is read with CR alone, with base64 and with a broken boundary end', async () => {
		const raw = report([failed('5.1.1')]).toString('latin1');
		for (const changed of [
			raw.replaceAll('\r\n', '\r'),
			raw.replaceAll('\r\n', '\n'),
			raw.replace('--b=1--', ''),
		]) {
			expect((await read(Buffer.from(changed, 'latin1'))).found).toMatchObject({
				kind: 'bounce-hard',
				status: '5.1.1',
			});
		}
	});

	it('says what decided and whose matter it is, without an address', async () => {
		const of = async (fields: string[]) => (await read(report([fields]))).found.report!.recipients[0]!;
		const { evidence, matter } = await of(failed('5.0.0', '554 <x@brumevent.example>: no such user'));
		expect({ evidence, matter }).toEqual({
			evidence: { field: 'diagnostic-code', by: 'words', value: 'no such user' },
			matter: 'recipient',
		});
		expect(await of(failed('5.1.1'))).toMatchObject({
			evidence: { field: 'status', by: 'status', value: '5.1.1' },
		});
		expect(await of(failed('4.0.0', '451 later', 'delayed'))).toMatchObject({
			evidence: { field: 'action', value: 'delayed' },
		});
		expect(await of(failed('5.1.1', '550 5.1.1 sender rejected'))).toMatchObject({
			fate: 'passing',
			matter: 'mailbox',
		});
		expect(await of(failed('5.0.0'))).toMatchObject({ fate: 'passing', evidence: { by: 'nothing' } });
	});

	it('« expired » is given up for the time being; an action that nobody knows is a failure', async () => {
		const of = async (action: string) =>
			(await read(report([failed('5.1.1', undefined, action)]))).found.report!.recipients[0];
		expect(await of('expired')).toMatchObject({ action: 'failed', fate: 'passing' });
		expect(await of('bounced')).toMatchObject({ action: 'failed', fate: 'dead' });
	});

	it('a status part in a person’s mail is an attachment, in a system’s it is a report', async () => {
		const attached = (from: string) =>
			Buffer.from(
				report([failed('5.1.1')])
					.toString('latin1')
					.replace('multipart/report; report-type=delivery-status', 'multipart/mixed')
					.replace('MAILER-DAEMON@mx.example', from)
					.replace(/^Return-Path.*\r\n/, '')
					.replace(/Auto-Submitted.*\r\n/, ''),
				'latin1',
			);
		expect((await read(attached('odile@brumevent.example'))).found).toMatchObject({ kind: 'human' });
		expect((await read(attached('postmaster@brumevent.example'))).found.kind).toBe('bounce-hard');
	});

	it('qmail’s words name the recipient, and our send in the copy below', async () => {
		const { found, clues } = await read(
			lines(
				'Return-Path: <>',
				'From: MAILER-DAEMON@mx.example',
				'To: camille@cadrelune.example',
				'Subject: failure notice',
				'',
				'Hi. This is the qmail-send program at mx.example.',
				'<x@brumevent.example>:',
				'Sorry, no mailbox here by that name. (#5.1.1)',
				'',
				'--- Below this line is a copy of the message.',
				'',
				'Message-ID: <0193F0AA7C115A2E9D0E3F2B7F0E1A2B@cadrelune.example>',
				`X-Refrain-Send: ${sendId}`,
			),
		);
		expect(found).toMatchObject({ kind: 'bounce-hard', status: '5.1.1' });
		expect(clues).toMatchObject({
			reportedSendIds: [sendId],
			reportedIds: ['0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example'],
			reportedAddresses: ['x@brumevent.example'],
		});
	});

	it('each recipient of a list has its own reason', async () => {
		const { found } = await read(
			lines(
				'From: MAILER-DAEMON@mx.example',
				'X-Failed-Recipients: one@brumevent.example, two@brumevent.example',
				'Subject: Mail delivery failed',
				'',
				'  one',
				'    after RCPT TO:<one@brumevent.example>: 552 5.2.2 mailbox full',
				'  two',
				'    after RCPT TO:<two@brumevent.example>: 550 5.1.1 unknown user',
			),
		);
		expect(found.report!.recipients.map(({ fate }) => fate)).toEqual(['passing', 'dead']);
		expect(found.kind).toBe('bounce-soft');
	});

	it('X-Failed-Recipients is read by the codes in its text', async () => {
		const exim = (words: string) =>
			lines(
				'From: Mailer-Daemon@x.example',
				'X-Failed-Recipients: x@brumevent.example',
				'Subject: Mail delivery failed',
				'',
				words,
			);
		expect((await read(exim('SMTP error: 550 5.1.1 <x@brumevent.example>: User unknown'))).found.kind).toBe(
			'bounce-hard',
		);
		expect((await read(exim('SMTP error: 552 5.2.2 mailbox full'))).found.kind).toBe('bounce-soft');
		expect((await read(exim('I am sorry.'))).found.kind).toBe('bounce-soft');
	});

	it('an ordinary mail with a mail attached is no report', async () => {
		const mail = await parseMail(
			lines(
				'Content-Type: multipart/mixed; boundary=b',
				'',
				'--b',
				'Content-Type: text/plain',
				'',
				'vu',
				'--b',
				'Content-Type: message/rfc822',
				'',
				'Message-ID: <a@b.example>',
				'',
				'x',
				'--b--',
			),
		);
		expect(readDeliveryReport(mail)).toBeUndefined();
		expect(classify(mail, at).kind).toBe('human');
	});
});

describe('which send it is about', () => {
	const known: KnownFacts<string> = {
		placeOfMessageId: new Map(),
		placeOfTicket: new Map(),
		sendOfMessageId: new Map([['0193f0aa7c115a2e9d0e3f2b7f0e1a2b@cadrelune.example', sendId]]),
		sendIds: new Set([sendId]),
		lastSendTo: new Map([['x@brumevent.example', 'another']]),
		aboutOfAddress: new Map([['mailer-daemon@mx.example', 'never']]),
	};
	it('by envelope id, by what it returns, by the address', async () => {
		const { clues } = await read(report([failed('5.1.1')]));
		expect(matchMail(clues, known, true)).toEqual({ rule: 'envelope-id', sendId });
		const unnamed = (await read(report([failed('5.1.1')], ''))).clues;
		expect(matchMail({ ...unnamed, reportedSendIds: [] }, known, true)).toEqual({
			rule: 'returned-id',
			sendId,
		});
		expect(
			matchMail({ ...unnamed, reportedSendIds: [], reportedIds: [], quotedIds: [] }, known, true),
		).toEqual({
			rule: 'reported-address',
			sendId: 'another',
		});
	});

	it('one about a mail that we never sent matches nothing', async () => {
		const { clues } = await read(report([failed('5.1.1')]));
		const nothing: KnownFacts<string> = {
			sendOfMessageId: new Map(),
			placeOfMessageId: new Map(),
			placeOfTicket: new Map(),
			sendIds: new Set(),
			lastSendTo: new Map(),
			aboutOfAddress: known.aboutOfAddress,
		};
		expect(matchMail(clues, nothing, true)).toBeUndefined();
	});
});
