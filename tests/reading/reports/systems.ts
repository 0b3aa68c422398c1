/** Whom our mail was written to, who we are, and the send that came back. */
export const RECIPIENT = 'odile@exemple.example';
export const US = 'camille@cadrelune.example';
export const SEND_ID = '0193f0aa-7c11-5a2e-9d0e-3f2b7f0e1a2b';
export const OUR_KEY = `${SEND_ID.replaceAll('-', '')}@cadrelune.example`;

/** A mail before it is encoded: the body's charset and transfer encoding vary. */
export interface Draft {
	readonly head: readonly string[];
	/** One text, or the parts of a multipart/report or of another multipart. */
	readonly body: string | readonly Part[];
	readonly multipart?: string;
}
interface Part {
	readonly type: string;
	readonly lines: readonly string[];
	readonly as?: string;
}

export const ORIGINAL = [
	`From: Camille <${US}>`,
	`To: ${RECIPIENT}`,
	'Subject: Planifier un atelier',
	`Message-ID: <${OUR_KEY}>`,
	`X-Refrain-Send: ${SEND_ID}`,
];
const head = (from: string, subject: string, ...more: string[]) => [
	'Return-Path: <>',
	`From: ${from}`,
	`To: ${US}`,
	`Subject: ${subject}`,
	'Date: Tue, 24 Nov 2026 09:00:00 +0100',
	'Message-ID: <report@mx.exemple.example>',
	...more,
];
const text = (...lines: string[]) => lines.join('\n');
const at = (reply: string) => reply.replaceAll('@@', RECIPIENT);
const codeOf = (reply: string) => /[245]\.\d+\.\d+/.exec(reply)?.[0];

/** The fields of RFC 3464 as a system writes them; `Status` is the reply's own where none is given. */
function statusPart(reply: string, of: { status?: string; action?: string; kind?: string } = {}): Part {
	const diagnostic = at(reply).split('\n');
	return {
		type: 'message/delivery-status',
		lines: [
			'Reporting-MTA: dns; mx.cadrelune.example',
			'Arrival-Date: Tue, 24 Nov 2026 09:00:00 +0100',
			'',
			`Final-Recipient: rfc822; ${RECIPIENT}`,
			`Action: ${of.action ?? 'failed'}`,
			`Status: ${of.status ?? codeOf(reply) ?? '5.0.0'}`,
			...(reply === ''
				? []
				: [
						`Diagnostic-Code: ${of.kind ?? 'smtp'}; ${diagnostic[0]}`,
						...diagnostic.slice(1).map((line) => `    ${line}`),
					]),
		],
	};
}
const report = (from: string, subject: string, words: string, status: Part, ...more: string[]): Draft => ({
	head: head(from, subject, 'Auto-Submitted: auto-replied', ...more),
	multipart: 'report; report-type=delivery-status',
	body: [
		{ type: 'text/plain', lines: words.split('\n') },
		status,
		{ type: 'text/rfc822-headers', lines: ORIGINAL },
	],
});

/** What each mail system makes of a refusal; `reply` may have several lines, `@@` is the recipient. */
export const SYSTEMS = {
	postfix: (reply: string) =>
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
			statusPart(reply.replace(/ \(in reply to.*\)$/, '')),
		),
	'postfix in words': (reply: string) => ({
		head: head(
			'MAILER-DAEMON@mx.cadrelune.example (Mail Delivery System)',
			'Undelivered Mail Returned to Sender',
		),
		body: text(
			'This is the mail system at host mx.cadrelune.example.',
			'',
			"I'm sorry to have to inform you that your message could not",
			'be delivered to one or more recipients.',
			'',
			`<${RECIPIENT}>: host mx.exemple.example[192.0.2.7] said:`,
			`    ${at(reply).replaceAll('\n', '\n    ')}`,
			'',
			...ORIGINAL,
		),
	}),
	exim: (reply: string) => ({
		head: head(
			'Mail Delivery System <Mailer-Daemon@mx.cadrelune.example>',
			'Mail delivery failed: returning message to sender',
			`X-Failed-Recipients: ${RECIPIENT}`,
			'Auto-Submitted: auto-replied',
		),
		body: text(
			'This message was created automatically by mail delivery software.',
			'',
			'A message that you sent could not be delivered to one or more of its',
			'recipients. This is a permanent error. The following address(es) failed:',
			'',
			`  ${RECIPIENT}`,
			`    ${at(reply).replaceAll('\n', '\n    ')}`,
			'',
			'------ This is a copy of the message, including all the headers. ------',
			'',
			...ORIGINAL,
			'',
			'Bonjour',
		),
	}),
	'exim without its field': (reply: string) => {
		const { head: fields, body } = SYSTEMS.exim(reply);
		return { head: fields.filter((line) => !line.startsWith('X-Failed')), body };
	},
	qmail: (reply: string) => ({
		head: head('MAILER-DAEMON@mx.exemple.example', 'failure notice'),
		body: text(
			'Hi. This is the qmail-send program at mx.exemple.example.',
			"I'm afraid I wasn't able to deliver your message to the following addresses.",
			"This is a permanent error; I've given up. Sorry it didn't work out.",
			'',
			`<${RECIPIENT}>:`,
			at(reply),
			'',
			'--- Below this line is a copy of the message.',
			'',
			`Return-Path: <${US}>`,
			...ORIGINAL,
		),
	}),
	yahoo: (reply: string) => ({
		head: head('MAILER-DAEMON@yahoo.com', 'Failure Notice'),
		body: text(
			'Sorry, we were unable to deliver your message to the following address.',
			'',
			`<${RECIPIENT}>:`,
			at(reply),
			'',
			'--- Below this line is a copy of the message.',
			'',
			...ORIGINAL,
		),
	}),
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
	'sendmail in words': (reply: string) => ({
		head: head('Mail Delivery Subsystem <MAILER-DAEMON@mx.cadrelune.example>', 'Returned mail: User unknown'),
		body: text(
			'The original message was received at Tue, 24 Nov 2026 09:00:00 +0100',
			'from localhost [127.0.0.1]',
			'',
			'   ----- The following addresses had permanent fatal errors -----',
			`<${RECIPIENT}>`,
			'',
			'   ----- Transcript of session follows -----',
			at(reply),
			'',
			'   ----- Original message follows -----',
			'',
			...ORIGINAL,
		),
	}),
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
	'gmail of old': (reply: string) => ({
		head: head(
			'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
			'Delivery Status Notification (Failure)',
		),
		body: text(
			'Delivery to the following recipient failed permanently:',
			'',
			`     ${RECIPIENT}`,
			'',
			'Technical details of permanent failure: ',
			'Google tried to deliver your message, but it was rejected by the server for the recipient domain exemple.example by mx.exemple.example. [192.0.2.7].',
			'',
			'The error that the other server returned was:',
			at(reply),
			'',
			'----- Original message -----',
			'',
			...ORIGINAL,
		),
	}),
	'exchange 2003': (reply: string) => ({
		head: head('System Administrator <postmaster@exemple.example>', 'Undeliverable: Planifier un atelier'),
		body: text(
			'Your message did not reach some or all of the intended recipients.',
			'',
			'      Subject:  Planifier un atelier',
			'      Sent:     24/11/2026 09:00',
			'',
			'The following recipient(s) could not be reached:',
			'',
			`      ${RECIPIENT} on 24/11/2026 09:01`,
			`            ${at(reply)}`,
			'',
			`Message-ID: <${OUR_KEY}>`,
		),
	}),
	'exchange en français': (reply: string) => ({
		head: head('Administrateur système <postmaster@exemple.example>', 'Non remis : Planifier un atelier'),
		body: text(
			"Votre message n'est pas parvenu à certains ou à tous les destinataires prévus.",
			'',
			'      Objet :  Planifier un atelier',
			'      Date :   24/11/2026 09:00',
			'',
			'Impossible de joindre le(s) destinataire(s) suivant(s) :',
			'',
			`      ${RECIPIENT} le 24/11/2026 09:01`,
			`            ${at(reply)}`,
			'',
			`Message-ID: <${OUR_KEY}>`,
		),
	}),
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
	'exchange online in words': (reply: string) => ({
		head: head(
			'Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@exemple.example>',
			'Non remis : Planifier un atelier',
		),
		body: text(
			'Échec de la remise pour ces destinataires ou groupes :',
			'',
			`Odile Marchenoir (${RECIPIENT})`,
			'',
			'Informations de diagnostic pour les administrateurs :',
			'',
			'Serveur de génération : AM6PR0202MB3511.eurprd02.prod.outlook.com',
			'',
			RECIPIENT,
			`Remote Server returned '${at(reply)}'`,
			'',
			"En-têtes de message d'origine :",
			'',
			...ORIGINAL,
		),
	}),
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
	dragonfly: (reply: string) => ({
		head: head('<MAILER-DAEMON@host.exemple.example>', 'Mail delivery failed'),
		body: text(
			'This is the DragonFly Mail Agent v0.13 at host.exemple.example.',
			'',
			`There was an error delivering your mail to <${RECIPIENT}>.`,
			'',
			at(reply),
			'',
			'Message headers follow.',
			'',
			...ORIGINAL,
		),
	}),
	'mail.ru': (reply: string) => ({
		head: head('mailer-daemon@corp.mail.ru', 'Mail failure.'),
		body: text(
			'This message was created automatically by mail delivery software.',
			'',
			'A message that you sent could not be delivered to one or more of its',
			'recipients. This is a permanent error. The following address(es) failed:',
			'',
			`  ${RECIPIENT}`,
			`    ${at(reply)}`,
			'',
			'------ This is a copy of the message, including all the headers. ------',
			'',
			...ORIGINAL,
		),
	}),
	french: (reply: string) => ({
		head: head('Service de messagerie <postmaster@exemple.example>', 'Échec de remise de votre message'),
		body: text(
			'Bonjour,',
			'',
			"Ceci est un message automatique du serveur de messagerie. Votre message n'a pas pu être remis au destinataire suivant :",
			'',
			`  ${RECIPIENT}`,
			'',
			'Motif :',
			at(reply),
			'',
			'Message d’origine :',
			...ORIGINAL,
		),
	}),
	zoho: (reply: string) => ({
		head: head('mailer-daemon@mail.zoho.com', 'Undelivered Mail Returned to Sender'),
		body: text(
			'This message was created automatically by mail delivery software.',
			' A message that you sent could not be delivered to one or more of its recipients. This is a permanent error. ',
			'',
			`${RECIPIENT}, ${at(reply)}`,
			'',
			...ORIGINAL,
		),
	}),
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
		const draft = SYSTEMS.postfix(reply);
		return {
			...draft,
			body: draft.body.map((part) => ({
				...part,
				type: part.type
					.replace('message/delivery', 'message/global-delivery')
					.replace('text/rfc822', 'message/global'),
			})),
		};
	},
	'whole mail of its own': (mail: string) => ({
		head: mail.slice(0, mail.indexOf('\n\n')).split('\n'),
		body: at(mail.slice(mail.indexOf('\n\n') + 2)),
	}),
} satisfies Record<string, (reply: string) => Draft>;

export type System = keyof typeof SYSTEMS;
