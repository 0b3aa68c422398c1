import { simpleParser } from 'mailparser';
import type { AddressObject } from 'mailparser';

/** A mail as a reader sees it. */
export interface ReadMail {
	readonly messageId: string;
	/** Message-IDs of the thread, the oldest first, this mail's own not among them. */
	readonly references: readonly string[];
	readonly subject: string;
	readonly from: { readonly name: string; readonly address: string };
	/** Where an answer goes. */
	readonly answerTo: string;
	readonly to: readonly { readonly name: string; readonly address: string }[];
	readonly date: Date | undefined;
	readonly text: string;
	readonly html: string | undefined;
	/** As they stand in the mail, unfolded, names in lower case. */
	readonly headers: readonly { readonly name: string; readonly value: string }[];
	readonly attachments: readonly string[];
}

/** Reads a mail. What is missing reads as empty. */
export async function readMail(raw: Buffer): Promise<ReadMail> {
	const mail = await simpleParser(raw, { skipImageLinks: true, skipTextToHtml: true });
	const from = addressesOf(mail.from)[0] ?? { name: '', address: '' };
	const references = typeof mail.references === 'string' ? [mail.references] : (mail.references ?? []);
	return {
		messageId: mail.messageId ?? '',
		references: references.length > 0 ? references : mail.inReplyTo ? [mail.inReplyTo] : [],
		subject: mail.subject ?? '',
		from,
		answerTo: addressesOf(mail.replyTo)[0]?.address ?? from.address,
		to: addressesOf(mail.to),
		date: mail.date,
		text: mail.text ?? '',
		html: mail.html || undefined,
		headers: mail.headerLines.map(({ key, line }) => ({
			name: key,
			value: line
				.slice(line.indexOf(':') + 1)
				.replace(/\r?\n[ \t]+/g, ' ')
				.trim(),
		})),
		attachments: mail.attachments.map((attachment) => attachment.filename ?? attachment.contentType),
	};
}

function addressesOf(field: AddressObject | AddressObject[] | undefined) {
	return [field ?? []]
		.flat()
		.flatMap((object) => object.value)
		.map(({ name, address }) => ({ name, address: (address ?? '').toLowerCase() }));
}
