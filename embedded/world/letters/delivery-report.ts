import type { Reception } from '../store/people-store.ts';
import { build } from './compose.ts';
import type { ComposedMail, Writing } from './compose.ts';

/** Our mail as the other server still has it. */
export interface ReportedMail {
	readonly reception: Pick<
		Reception,
		'person' | 'mailFrom' | 'rcptTo' | 'originalRecipient' | 'envelopeId' | 'returns'
	> & { readonly receivedAt: Date };
	readonly raw: Buffer;
}

const mailDate = (at: Date) => at.toUTCString().replace('GMT', '+0000');
const domainOf = (address: string) => address.split('@')[1]!;

/**
 * Writes the delivery report of an address that turned out not to exist: multipart/report with status 5.1.1, our
 * envelope id and our headers, or the whole mail where RET asked for it (RFC 3461, 3462, 3464).
 */
export function composeBounce({ reception, raw }: ReportedMail, { at, messageId }: Writing): ComposedMail {
	const host = `mx.${domainOf(reception.person)}`;
	const status = [
		`Reporting-MTA: dns; ${host}`,
		...(reception.envelopeId ? [`Original-Envelope-Id: ${reception.envelopeId}`] : []),
		`Arrival-Date: ${mailDate(reception.receivedAt)}`,
		'',
		...(reception.originalRecipient ? [`Original-Recipient: ${reception.originalRecipient}`] : []),
		`Final-Recipient: rfc822; ${reception.rcptTo}`,
		'Action: failed',
		'Status: 5.1.1',
		`Diagnostic-Code: smtp; 550 5.1.1 <${reception.rcptTo}>: Recipient address rejected: User unknown`,
	];
	const wholeMail = reception.returns === 'FULL';
	return report({
		type: 'delivery-status',
		from: `Mail Delivery System <MAILER-DAEMON@${domainOf(reception.person)}>`,
		to: reception.mailFrom,
		subject: 'Undelivered Mail Returned to Sender',
		at,
		messageId,
		words: [
			`This is the mail system at host ${host}.`,
			'',
			'Your message could not be delivered to the following recipient:',
			'',
			`<${reception.rcptTo}>: 550 5.1.1 User unknown`,
		],
		facts: { contentType: 'message/delivery-status', lines: status },
		original: {
			contentType: wholeMail ? 'message/rfc822' : 'text/rfc822-headers',
			raw: wholeMail ? raw : headersOf(raw),
		},
	});
}

/** Writes a provider's abuse report about our mail (RFC 5965). */
export function composeComplaint({ reception, raw }: ReportedMail, { at, messageId }: Writing): ComposedMail {
	return report({
		type: 'feedback-report',
		from: `Feedback loop <feedback@${domainOf(reception.person)}>`,
		to: reception.mailFrom,
		subject: `FW: abuse report`,
		at,
		messageId,
		words: ['This is an abuse report for a message that our user marked as unwanted.'],
		facts: {
			contentType: 'message/feedback-report',
			lines: [
				'Feedback-Type: abuse',
				'User-Agent: Refrain-World/1.0',
				'Version: 1',
				`Original-Mail-From: <${reception.mailFrom}>`,
				`Original-Rcpt-To: <${reception.rcptTo}>`,
				...(reception.envelopeId ? [`Original-Envelope-Id: ${reception.envelopeId}`] : []),
				`Arrival-Date: ${mailDate(reception.receivedAt)}`,
			],
		},
		original: { contentType: 'message/rfc822', raw },
	});
}

/** Writes a bounce that only a person can read: French words, no report part (docs/demonstration-world/behaviours.md). */
export function composeBounceInWords(
	{ reception }: ReportedMail,
	{ at, messageId }: Writing,
): Promise<ComposedMail> {
	return build(
		{
			from: { name: 'Messagerie', address: `postmaster@${domainOf(reception.person)}` },
			to: reception.mailFrom,
			subject: 'Échec de la remise de votre message',
			messageId,
			date: at,
			headers: { 'Auto-Submitted': 'auto-replied' },
			text: 'Votre message n’a pas pu être remis\u00a0: utilisateur inconnu.\n',
		},
		'',
	);
}

function report(of: {
	type: string;
	from: string;
	to: string;
	subject: string;
	at: Date;
	messageId: string;
	words: string[];
	facts: { contentType: string; lines: string[] };
	original: { contentType: string; raw: Buffer };
}): ComposedMail {
	const boundary = `report-${of.messageId.replace(/[^a-z0-9]/gi, '')}`;
	const head = [
		`From: ${of.from}`,
		`To: <${of.to}>`,
		`Subject: ${of.subject}`,
		`Date: ${mailDate(of.at)}`,
		`Message-ID: ${of.messageId}`,
		'Auto-Submitted: auto-replied',
		'MIME-Version: 1.0',
		`Content-Type: multipart/report; report-type=${of.type}; boundary="${boundary}"`,
		'',
		`--${boundary}`,
		'Content-Type: text/plain; charset=us-ascii',
		'',
		...of.words,
		'',
		`--${boundary}`,
		`Content-Type: ${of.facts.contentType}`,
		'',
		...of.facts.lines,
		'',
		`--${boundary}`,
		`Content-Type: ${of.original.contentType}`,
		`Content-Transfer-Encoding: ${of.original.raw.every((byte) => byte < 128) ? '7bit' : '8bit'}`,
		'',
		'',
	];
	const raw = Buffer.concat([
		Buffer.from(head.join('\r\n')),
		of.original.raw,
		Buffer.from(`\r\n--${boundary}--\r\n`),
	]);
	return { to: of.to, returnPath: '', raw };
}

function headersOf(raw: Buffer): Buffer {
	const end = raw.indexOf('\r\n\r\n');
	return end < 0 ? raw : raw.subarray(0, end + 2);
}
