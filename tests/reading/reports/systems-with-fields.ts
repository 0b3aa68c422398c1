import { ORIGINAL, OUR_KEY, RECIPIENT, at, head, report, statusPart, text } from './pieces.ts';
import type { Draft } from './pieces.ts';

const postfix = (reply: string) =>
	report(
		'MAILER-DAEMON@mx.cadrelune.example (Mail Delivery System)',
		'Undelivered Mail Returned to Sender',
		text(
			'This is the mail system at host mx.cadrelune.example.',
			'',
			"I'm sorry to have to inform you that your message could not",
			"be delivered to one or more recipients. It's attached below.",
			'',
			'For further assistance, please send mail to postmaster.',
			'',
			'If you do so, please include this problem report. You can',
			'delete your own text from the attached returned message.',
			'',
			'                   The mail system',
			'',
			`<${RECIPIENT}>: host mx.exemple.example[192.0.2.7] said: ${at(reply)}`,
		),
		// Postfix tells the stage in its text alone.
		statusPart(reply.replace(/ \(in reply[^)]*\)$/, '')),
	);

/** Systems that report with the fields of RFC 3464, whole or damaged; `reply` may have several lines, `@@` is the recipient. */
export const SYSTEMS_WITH_FIELDS = {
	postfix,
	sendmail: (reply: string) =>
		report(
			'Mail Delivery Subsystem <MAILER-DAEMON@mx.cadrelune.example>',
			'Returned mail: see transcript for details',
			text(
				'The original message was received at Tue, 24 Nov 2026 09:00:00 +0100',
				'from localhost [127.0.0.1]',
				'',
				'   ----- The following addresses had permanent fatal errors -----',
				`<${RECIPIENT}>`,
				`    (reason: ${at(reply)})`,
				'',
				'   ----- Transcript of session follows -----',
				'... while talking to mx.exemple.example.:',
				'>>> RCPT To:<' + RECIPIENT + '>',
				`<<< ${at(reply)}`,
			),
			statusPart(reply),
		),
	gmail: (reply: string) =>
		report(
			'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
			'Delivery Status Notification (Failure)',
			text(
				'** Address not found **',
				'',
				`Your message wasn't delivered to ${RECIPIENT}. Learn more here: https://support.google.com/mail/answer/6596`,
				'',
				'The response from the remote server was:',
				at(reply),
			),
			statusPart(reply),
			`X-Failed-Recipients: ${RECIPIENT}`,
			`In-Reply-To: <${OUR_KEY}>`,
		),
	'exchange online': (reply: string) =>
		report(
			'Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@exemple.example>',
			'Undeliverable: Planifier un atelier',
			text(
				'Your message to ' + RECIPIENT + " couldn't be delivered.",
				'',
				'Diagnostic information for administrators:',
				'',
				'Generating server: AM6PR0202MB3511.eurprd02.prod.outlook.com',
				'',
				RECIPIENT,
				`Remote Server returned '${at(reply)}'`,
			),
			statusPart(reply),
		),
	notes: (reply: string) =>
		report(
			'postmaster@exemple.example',
			'DELIVERY FAILURE: ' + at(reply).split('\n')[0],
			text(
				'Your message',
				'',
				'  Subject: Planifier un atelier',
				'',
				'was not delivered to:',
				'',
				`  ${RECIPIENT}`,
				'',
				'because:',
				'',
				`  ${at(reply)}`,
			),
			statusPart(reply, { status: '5.0.0', kind: 'X-Notes' }),
		),
	amazon: (reply: string) =>
		report(
			'MAILER-DAEMON@eu-west-1.amazonses.com',
			'Delivery Status Notification (Failure)',
			text('An error occurred while trying to deliver the mail to the following recipients:', RECIPIENT),
			statusPart(reply),
		),
	'general status': (reply: string) =>
		report(
			'MAILER-DAEMON@mx.example',
			'Undelivered',
			text('I could not deliver it.'),
			statusPart(reply, { status: '5.0.0' }),
		),
	'wrong status 5.1.1': (reply: string) =>
		report(
			'MAILER-DAEMON@mx.example',
			'Undelivered',
			'Undeliverable.',
			statusPart(reply, { status: '5.1.1' }),
		),
	'expired action': (reply: string) =>
		report(
			'MAILER-DAEMON@mx.example',
			'Undelivered',
			'Undeliverable.',
			statusPart(reply, { action: 'expired' }),
		),
	delay: (reply: string) =>
		report(
			'MAILER-DAEMON@mx.example',
			'Delayed Mail (still being retried)',
			'THIS IS A WARNING ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.',
			statusPart(reply, { action: 'delayed' }),
		),
	'empty status part': (reply: string) => ({
		...report('MAILER-DAEMON@mx.example', 'Undelivered Mail Returned to Sender', '', statusPart('')),
		body: [
			{
				type: 'text/plain',
				lines: ['Your message could not be delivered.', '', `<${RECIPIENT}>: ${at(reply)}`],
			},
			{ type: 'message/delivery-status', lines: [''] },
			{ type: 'text/rfc822-headers', lines: ORIGINAL },
		],
	}),
	'damaged status part': (reply: string) => ({
		...report('MAILER-DAEMON@mx.example', 'Undelivered Mail Returned to Sender', '', statusPart('')),
		body: [
			{
				type: 'text/plain',
				lines: ['Your message could not be delivered.', '', `<${RECIPIENT}>: ${at(reply)}`],
			},
			{
				type: 'message/delivery-status',
				lines: ['Reporting-MTA: dns; mx', '', 'Final-Recip', 'Act=failed;;', '5'],
			},
		],
	}),
	'nested by a gateway': (reply: string) => ({
		head: head('Mail Delivery System <MAILER-DAEMON@gateway.example>', 'Undelivered Mail Returned to Sender'),
		multipart: 'mixed',
		body: [
			{ type: 'text/plain', lines: ['The report of another system is attached.'] },
			{
				type: 'message/rfc822',
				lines: [
					'From: MAILER-DAEMON@mx.exemple.example',
					'Subject: Undelivered',
					'Content-Type: multipart/report; report-type=delivery-status; boundary=inner',
					'',
					'--inner',
					'Content-Type: message/delivery-status',
					'',
					...statusPart(reply).lines,
					'',
					'--inner',
					'Content-Type: text/rfc822-headers',
					'',
					...ORIGINAL,
					'--inner--',
				],
			},
		],
	}),
	'global status': (reply: string) => {
		const parts = postfix(reply).body;
		const globalOf = (type: string) =>
			type.replace('message/delivery', 'message/global-delivery').replace('text/rfc822', 'message/global');
		return { ...postfix(reply), body: parts.map((part) => ({ ...part, type: globalOf(part.type) })) };
	},
} satisfies Record<string, (reply: string) => Draft>;
