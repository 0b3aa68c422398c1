/** A mail written by a machine or by a person: what its header says beside From and To, and its words. */
export interface LabelledMail {
	readonly kind: string;
	readonly subject: string;
	readonly text: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly from?: string;
	/** A part beside the text: its type line, how it is disposed of, its words. */
	readonly part?: {
		readonly type: string;
		readonly attached?: boolean;
		readonly words: string;
		readonly in?: 'mixed' | 'alternative' | 'report';
	};
}

/** A mail in one line: its subject, its words, what its header says, the rest of it. */
export type Written = readonly [
	subject: string,
	text: string,
	headers?: Record<string, string>,
	more?: Partial<LabelledMail>,
];

/** Labels mails of one kind. */
export const labelled =
	(kind: string) =>
	([subject, text, headers, more]: Written): LabelledMail => ({
		kind,
		subject,
		text,
		...(headers ? { headers } : {}),
		...more,
	});

/** What a server notes of a mail that nobody is to be told about. */
export const NOBODY = { 'Return-Path': '<>' };

/** A calendar that a mail carries. */
export const calendarWith = (method: string) =>
	`BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:${method}\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\nEND:VCALENDAR`;

/** How a mail's text is written down: charset and transfer encoding. */
const WRITINGS = [
	['utf-8', '8bit'],
	['iso-8859-1', 'quoted-printable'],
	['windows-1252', 'base64'],
	['utf-8', 'quoted-printable'],
] as const;

/** A mail's bytes; the writing and whether it is HTML turn with `which`. */
export function bytesOf(mail: LabelledMail, which: number): Buffer {
	const [charset, encoding] = WRITINGS[which % WRITINGS.length]!;
	const isHtml = which % 3 === 2;
	const bytes = (words: string) => Buffer.from(words, charset === 'utf-8' ? 'utf8' : 'latin1');
	const words = mail.text.replace(/’/g, charset === 'utf-8' ? '’' : "'");
	const body = isHtml
		? `<html><body>${words
				.split('\n')
				.map((line) => `<div>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;') || '<br>'}</div>`)
				.join('')}</body></html>`
		: words;
	const text = [
		`Content-Type: text/${isHtml ? 'html' : 'plain'}; charset=${charset}`,
		`Content-Transfer-Encoding: ${encoding}`,
		'',
		encoded(bytes(body), encoding),
	].join('\r\n');
	const head = [
		`From: ${mail.from ?? 'Odile Marchenoir <odile@exemple.example>'}`,
		'To: Camille <camille@cadrelune.example>',
		`Subject: ${/[^\x20-\x7e]/.test(mail.subject) ? `=?utf-8?B?${Buffer.from(mail.subject).toString('base64')}?=` : mail.subject}`,
		`Message-ID: <n${which}@x.example>`,
		'In-Reply-To: <0123456789abcdef0123456789abcdef@cadrelune.example>',
		'MIME-Version: 1.0',
		...Object.entries(mail.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
	];
	const { part } = mail;
	if (!part) return Buffer.from([...head, text].join('\r\n'), 'latin1');
	const disposition = part.attached ? ['Content-Disposition: attachment; filename="rdv.ics"'] : [];
	return Buffer.from(
		[
			...head,
			`Content-Type: multipart/${part.in === 'report' ? `report; report-type=${part.type.split('/')[1]!.split(';')[0]}` : (part.in ?? 'mixed')}; boundary=b1`,
			'',
			'--b1',
			text,
			'--b1',
			`Content-Type: ${part.type}`,
			...disposition,
			'',
			part.words.replaceAll('\n', '\r\n'),
			'--b1--',
		].join('\r\n'),
		'latin1',
	);
}

function encoded(bytes: Buffer, encoding: string): string {
	if (encoding === 'base64') return bytes.toString('base64').replace(/(.{76})/g, '$1\r\n');
	if (encoding === 'quoted-printable')
		return [...bytes]
			.map((byte) =>
				byte === 10 || (byte >= 32 && byte < 127 && byte !== 61)
					? String.fromCharCode(byte)
					: `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
			)
			.join('')
			.split('\n')
			.map((line) => line.replace(/((?:=[0-9A-F]{2}|[^=]){60})(?=.)/g, '$1=\r\n'))
			.join('\r\n');
	return bytes.toString('latin1');
}

/** What follows an answer: nothing, or our mail as clients quote it. */
export const QUOTATIONS = [
	'',
	'\n\nLe mar. 24 nov. 2026 à 09:12, Camille <camille@cadrelune.example> a écrit :\n\n> Bonjour,\n> Comment planifiez-vous vos ateliers ?\n> Ne plus recevoir de messages de ma part : https://refrain.example/u/a',
	'\n\nDe : Camille <camille@cadrelune.example>\nEnvoyé : mardi 24 novembre 2026 09:12\nÀ : Odile\nObjet : Bonjour\n\nBonjour,\n\nComment planifiez-vous vos ateliers ?',
	'\n\nOn Tue, Nov 24, 2026 at 9:12 AM Camille <camille@cadrelune.example> wrote:\n\n> Bonjour,\n> Comment planifiez-vous vos ateliers ?',
] as const;
