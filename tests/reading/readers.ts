import { classify } from '#mail/inbound/classify.ts';
import { readDeliveryReport } from '#mail/inbound/delivery-report.ts';
import { readDeclared, readRawText } from '#mail/inbound/charsets.ts';
import { comparableAddress } from '#platform/addresses/comparable-address.ts';
import { decodeHeaderWords, withSafeWords } from '#mail/inbound/header-words.ts';
import { machineSignsOf } from '#mail/inbound/machine-signs.ts';
import { laterDateIn } from '#mail/inbound/later-date.ts';
import { cluesOf } from '#mail/inbound/match.ts';
import { messageIdKeysOf, quotableIdsOf } from '#mail/inbound/message-ids.ts';
import { objectionIn } from '#mail/inbound/objection.ts';
import { parseHead } from '#mail/inbound/parse-head.ts';
import { parseMail } from '#mail/inbound/parse-mail.ts';
import { UnreadableMail } from '#mail/inbound/parsed-mail.ts';
import { returnDateIn } from '#mail/inbound/return-date.ts';
import { sanitise } from '#mail/inbound/sanitise.ts';
import { saysAutomatic } from '#mail/inbound/says-automatic.ts';
import { commonSignature } from '#mail/inbound/signature/common-signature.ts';
import { endingOf } from '#mail/inbound/signature/read-ending.ts';
import { newTextOf, textOfHtml, visibleTextOf } from '#mail/inbound/visible-text.ts';
import { signatureLimits } from '#platform/limits.ts';
import { classifyReply, withoutAddresses } from '#mail/smtp/classify.ts';

const at = { receivedAt: new Date('2026-11-24T09:00:00Z'), zone: 'Europe/Paris' };
const SYSTEM_HEAD =
	'Return-Path: <>\r\nFrom: MAILER-DAEMON@b.fr\r\nTo: c@d.fr\r\nSubject: failure notice\r\nContent-Type: text/plain; charset=utf-8\r\n';
const HEAD = 'From: a@b.fr\r\nTo: c@d.fr\r\nSubject: s\r\n';
const read = async (mail: string) => {
	try {
		const parsed = await parseMail(Buffer.from(mail, 'utf8'));
		readDeliveryReport(parsed);
		classify(parsed, at);
		if (parsed.html) sanitise(parsed.html);
	} catch (error) {
		if (!(error instanceof UnreadableMail)) throw error;
	}
};
const field = (name: string) => (text: string) => {
	const mail = parseHead(Buffer.from(`${name}: ${text}\r\n${HEAD}`, 'utf8'));
	machineSignsOf(mail);
	cluesOf(mail);
};
const body =
	(type: string, more = '') =>
	(text: string) =>
		read(`${HEAD}Content-Type: ${type}\r\n${more}\r\n${text}`);

/** Everything that reads what a stranger wrote. */
export const READERS: Readonly<Record<string, (text: string) => unknown>> = {
	...Object.fromEntries(
		[
			'Date',
			'From',
			'To',
			'Subject',
			'References',
			'Message-ID',
			'Content-Type',
			'Return-Path',
			'Delivered-To',
			'X-Any',
			'Precedence',
			'X-Failed-Recipients',
			'X-MS-Exchange-Inbox-Rules-Loop',
			'X-Auto-Response-Suppress',
		].map((name) => [`head ${name}`, field(name)]),
	),
	'head lines': (text) => parseHead(Buffer.from(text, 'utf8')),
	'mail of the header only': (text) => read(`X: ${text}`),
	'mail subject': (text) => read(`Subject: ${text}\r\n${HEAD}\r\nbody`),
	'mail content type': (text) => read(`Content-Type: ${text}\r\n${HEAD}\r\nbody`),
	'plain body': body('text/plain; charset=utf-8'),
	'quoted-printable body': body(
		'text/plain; charset=utf-8',
		'Content-Transfer-Encoding: quoted-printable\r\n',
	),
	'base64 body': body('text/plain', 'Content-Transfer-Encoding: base64\r\n'),
	'flowed body': body('text/plain; charset=utf-8; format=flowed; delsp=yes'),
	'iso-2022-jp body': body('text/plain; charset=iso-2022-jp'),
	'html body': body('text/html; charset=utf-8'),
	'quoted-printable html body': body('text/html', 'Content-Transfer-Encoding: quoted-printable\r\n'),
	'multipart body': body('multipart/mixed; boundary=b'),
	'multipart with a part': (text) =>
		read(
			`${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n${text}\r\n--b--`,
		),
	'part header': (text) =>
		read(
			`${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Disposition: attachment; filename=${text}\r\n\r\nx\r\n--b--`,
		),
	'delivery status': (text) =>
		read(
			`${HEAD}Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n${text}\r\n--b--`,
		),
	diagnostic: (text) =>
		read(
			`${HEAD}Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns;x\r\n\r\nAction: failed\r\nFinal-Recipient: ${text}\r\nDiagnostic-Code: smtp; ${text}\r\n--b--`,
		),
	calendar: (text) => read(`${HEAD}Content-Type: text/calendar\r\n\r\n${text}`),
	'automatic answer': (text) =>
		read(`${HEAD}Auto-Submitted: auto-replied\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}`),
	'failed recipients': (text) => read(`${HEAD}X-Failed-Recipients: a@b.fr\r\n\r\n${text}`),
	'report in words': (text) =>
		read(`${SYSTEM_HEAD}\r\nThis is the mail system at host a.\r\n\r\n<a@b.fr>: ${text}`),
	'report without a recipient': (text) => read(`${SYSTEM_HEAD}\r\n${text}`),
	'copy below a report': (text) =>
		read(
			`${SYSTEM_HEAD}\r\n<a@b.fr>: 550 no\r\n\r\n--- Below this line is a copy of the message.\r\n\r\n${text}`,
		),
	decodeHeaderWords,
	'encoded words of an address list': withSafeWords,
	'raw text in the charset of the mail': (text) =>
		readRawText(Buffer.from(text, 'utf8').toString('latin1'), 'koi8-r'),
	'raw text of no charset': (text) => readRawText(`\xe9${Buffer.from(text, 'utf8').toString('latin1')}`),
	'declared UTF-7': (text) => readDeclared(Buffer.from(text, 'utf8'), 'utf-7'),
	'declared ISO-2022-JP': (text) => readDeclared(Buffer.from(text, 'utf8'), 'iso-2022-jp'),
	comparableAddress,
	messageIdKeysOf,
	quotableIdsOf,
	objectionIn: (text) => objectionIn(text),
	'objectionIn a subject': (text) => objectionIn('', [], text),
	'a null sender': (text) =>
		read(`${HEAD}Return-Path: <>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}`),
	'a receipt': (text) => read(`Subject: Lu : ${text}\r\n\r\nVotre message ${text}`),
	'a ticket': (text) => read(`From: support@b.fr\r\nSubject: Ticket 4521\r\n\r\nVotre demande ${text}`),
	'application/ics': (text) =>
		read(
			`${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n${text}\r\n--b\r\nContent-Type: application/ics\r\n\r\n${text}\r\n--b--`,
		),
	'two bodies': (text) =>
		read(
			`${HEAD}Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\n${text}\r\n--b\r\nContent-Type: text/html\r\n\r\n${text}\r\n--b--`,
		),
	newTextOf: (text) => newTextOf(text, `> ${text}`, [text.slice(0, 40), text.slice(0, 100_000)]),
	'the signature it ends with': (text) => {
		const endings = [endingOf(text, ''), endingOf('', `${text}\n> ${text}`)];
		return commonSignature([...endings, ...endings], text.slice(0, 40), signatureLimits);
	},
	saysAutomatic,
	returnDateIn: (text) => returnDateIn(text, at.receivedAt, at.zone),
	laterDateIn: (text) => laterDateIn(text, at.receivedAt, at.zone),
	'return date behind our subject': (text) =>
		returnDateIn(`Automatic reply: ${text}\n\nAbsent.`, at.receivedAt, at.zone),
	sanitise: (text) => sanitise(text),
	textOfHtml,
	visibleTextOf,
	classifyReply: (text) => classifyReply(`550 ${text}`, 'rcpt'),
	withoutAddresses,
};
