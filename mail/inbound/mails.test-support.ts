import MailComposer from 'nodemailer/lib/mail-composer';
import { parseMail } from './parse-mail.ts';
import type { ParsedMail } from './parsed-mail.ts';

/** What is written for a test; everything else of the mail is ordinary. */
export interface WrittenMail {
	readonly from?: string;
	readonly to?: string;
	readonly subject?: string;
	readonly text?: string;
	readonly html?: string;
	readonly headers?: Record<string, string>;
}

/** Composes an incoming mail as a mail program would. */
export async function written(mail: WrittenMail): Promise<Buffer> {
	return new MailComposer({
		from: mail.from ?? 'Mathilde Ronsavel <mathilde.ronsavel@brumevent.example>',
		to: mail.to ?? 'camille.aubrelle@cadrelune.example',
		subject: mail.subject ?? 'Re: Planifier un atelier',
		messageId: '<answer@brumevent.example>',
		date: new Date('2026-11-24T09:00:00Z'),
		headers: mail.headers ?? {},
		...(mail.text === undefined ? {} : { text: mail.text }),
		...(mail.html === undefined ? {} : { html: mail.html }),
	})
		.compile()
		.build();
}

/** The same, parsed. */
export async function parsed(mail: WrittenMail): Promise<ParsedMail> {
	return parseMail(await written(mail));
}

/** A mail from its raw lines, CRLF between them. */
export const lines = (...text: string[]): Buffer => Buffer.from(text.join('\r\n'), 'latin1');
