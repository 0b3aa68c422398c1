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
export interface Part {
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
export const head = (from: string, subject: string, ...more: string[]) => [
	'Return-Path: <>',
	`From: ${from}`,
	`To: ${US}`,
	`Subject: ${subject}`,
	'Date: Tue, 24 Nov 2026 09:00:00 +0100',
	'Message-ID: <report@mx.exemple.example>',
	...more,
];
export const text = (...lines: string[]) => lines.join('\n');
export const at = (reply: string) => reply.replaceAll('@@', RECIPIENT);
const codeOf = (reply: string) => /[245]\.\d+\.\d+/.exec(reply)?.[0];

/** The fields of RFC 3464 as a system writes them; `Status` is the reply's own where none is given. */
export function statusPart(
	reply: string,
	of: { status?: string; action?: string; kind?: string } = {},
): Part {
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
export const report = (from: string, subject: string, words: string, status: Part, ...more: string[]) => ({
	head: head(from, subject, 'Auto-Submitted: auto-replied', ...more),
	multipart: 'report; report-type=delivery-status',
	body: [
		{ type: 'text/plain', lines: words.split('\n') },
		status,
		{ type: 'text/rfc822-headers', lines: ORIGINAL },
	],
});
