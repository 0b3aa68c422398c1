import { classify } from './classify.ts';
import type { Classification } from './classify.ts';
import { parseMail } from './parse-mail.ts';
import type { MailHead } from './parsed-mail.ts';
import { sanitise } from './sanitise.ts';

/** A mail as it is kept and shown, and what it was found to be. */
export interface ReadMail {
	readonly head: MailHead;
	readonly text: string;
	readonly visibleText: string;
	/** Harmless; null where the mail has none. */
	readonly html: string | null;
	readonly found: Classification;
}

/** What a mail is read with. */
export interface ReadingGround {
	/** When it came and in whose calendar: for return dates. */
	readonly at: { readonly receivedAt: Date; readonly zone: string };
	/** Lines that we put under our mails ourselves, which are no objection. */
	readonly ours: readonly string[];
}

/**
 * Reads a mail of at most 1 MB: its texts, its HTML made harmless, and what it is.
 *
 * @throws UnreadableMail
 */
export async function readMail(source: Buffer, { at, ours }: ReadingGround): Promise<ReadMail> {
	const mail = await parseMail(source, ours);
	const {
		text,
		visibleText,
		html,
		attachments: _,
		machineParts: __,
		calendarMethod: ___,
		calendarIsBody: ____,
		...head
	} = mail;
	return {
		head,
		text,
		visibleText,
		html: html === undefined ? null : sanitise(html).html,
		found: classify(mail, at, ours),
	};
}
