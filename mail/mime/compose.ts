import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { parseAddress } from './address.ts';
import { escaped } from './escaped.ts';
import { oneLine } from './one-line.ts';
import { plainTextOf } from './plain-text.ts';

/** The product's own header: the send's id, on every mail (docs/design/sending.md). */
export const SEND_HEADER = 'X-Refrain-Send';

export interface MailParty {
	readonly address: string;
	readonly name?: string;
}

/** A mail of ours before it is frozen. The same input gives the same bytes. */
export interface MailDraft {
	readonly sendId: string;
	/** With angle brackets, from `messageIdOf`. */
	readonly messageId: string;
	readonly date: Date;
	readonly from: MailParty;
	readonly to: MailParty;
	/** Where answers go, where that is not `from`. */
	readonly replyTo?: MailParty;
	/** No person wrote it: nothing is to answer it by itself (RFC 3834, 5). */
	readonly isAutomatic?: boolean;
	readonly subject: string;
	/** What the person wrote, variables already rendered. */
	readonly html: string;
	/** The person's own plain text; without it one is made. */
	readonly text?: string;
	/** Follows every mail. */
	readonly signatureHtml?: string;
	/** The visible line under a sequence mail (5.6-28): words, then the link. */
	readonly objectionLine?: { readonly words: string; readonly url: string };
	/** Address of the one-click endpoint (RFC 8058, 5.2-14). */
	readonly unsubscribeUrl?: string;
	/** Message-IDs with brackets, as the recipient knows them. */
	readonly inReplyTo?: string;
	/** The whole thread, oldest first. */
	readonly references?: readonly string[];
}

/** A mail as every attempt sends it. */
export interface FrozenMail {
	/** CRLF only, 7-bit (but for a local part outside ASCII), CRLF at the end. */
	readonly bytes: Buffer;
	readonly sha256: Buffer;
	/** The whole document and its plain text, for the screens. */
	readonly html: string;
	readonly text: string;
}

/** A draft that cannot become a mail; the message is the code and names nobody. */
export class DraftRefused extends Error {
	readonly code: 'address-invalid' | 'message-id-invalid' | 'url-invalid' | 'date-invalid';
	constructor(code: DraftRefused['code']) {
		super(code);
		this.name = 'DraftRefused';
		this.code = code;
	}
}

const MESSAGE_ID = /^<[^\s<>@]{1,200}@[^\s<>@]{1,200}>$/;

/**
 * Composes a mail: text and HTML as quoted-printable alternatives, threading headers, our own header, List-Unsubscribe.
 * Nothing of the draft can end a header line or add a recipient (docs/design/outgoing-mail.md#construction).
 *
 * @throws DraftRefused
 */
export async function composeMail(draft: MailDraft): Promise<FrozenMail> {
	const from = partyOf(draft.from);
	const to = partyOf(draft.to);
	const ids = [draft.messageId, ...(draft.inReplyTo ? [draft.inReplyTo] : []), ...(draft.references ?? [])];
	// nodemailer lets a line break in an id run into the header.
	if (!ids.every((id) => MESSAGE_ID.test(id))) throw new DraftRefused('message-id-invalid');
	for (const url of [draft.unsubscribeUrl, draft.objectionLine?.url]) {
		if (url !== undefined && !/^https?:\/\/[\x21-\x7e]+$/.test(url)) throw new DraftRefused('url-invalid');
	}
	if (Number.isNaN(draft.date.getTime())) throw new DraftRefused('date-invalid');

	const html = documentOf(draft);
	const text = textOf(draft);
	const composer = new MailComposer({
		from,
		to,
		...(draft.replyTo ? { replyTo: partyOf(draft.replyTo) } : {}),
		subject: oneLine(draft.subject),
		date: draft.date,
		messageId: draft.messageId,
		...(draft.inReplyTo ? { inReplyTo: draft.inReplyTo } : {}),
		...(draft.references?.length ? { references: [...draft.references] } : {}),
		text,
		html,
		textEncoding: 'quoted-printable',
		headers: [
			{ key: SEND_HEADER, value: draft.sendId },
			...(draft.isAutomatic ? [{ key: 'Auto-Submitted', value: 'auto-generated' }] : []),
			...(draft.unsubscribeUrl
				? [
						{ key: 'List-Unsubscribe', value: `<${draft.unsubscribeUrl}>` },
						{ key: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
					]
				: []),
		],
		baseBoundary: createHash('sha256').update(draft.sendId).digest('hex').slice(0, 24),
		newline: 'windows',
		disableFileAccess: true,
		disableUrlAccess: true,
	});
	const built = withValuesBegun(await composer.compile().build());
	const bytes =
		built.subarray(-2).toString() === '\r\n' ? built : Buffer.concat([built, Buffer.from('\r\n')]);
	return { bytes, sha256: createHash('sha256').update(bytes).digest(), html, text };
}

/** No field is folded before its value, as nodemailer folds long ids: some servers take such a field for an empty one. */
function withValuesBegun(mail: Buffer): Buffer {
	const end = mail.indexOf('\r\n\r\n');
	const head = mail.subarray(0, end).toString('latin1');
	const begun = head.replace(/^([\w-]+):\r\n[ \t]+/gm, '$1: ');
	return Buffer.concat([Buffer.from(begun, 'latin1'), mail.subarray(end)]);
}

function partyOf(party: MailParty): { address: string; name: string } {
	const parsed = parseAddress(party.address);
	if (!parsed) throw new DraftRefused('address-invalid');
	return { address: parsed.address, name: oneLine(party.name ?? '') };
}

function documentOf(draft: MailDraft): string {
	const line = draft.objectionLine;
	const objection = line
		? `<p style="margin-top:24px;font-size:12px;color:#666666">${escaped(line.words)} <a href="${escaped(line.url)}">${escaped(line.url)}</a></p>`
		: '';
	const signature = draft.signatureHtml ? `<div style="margin-top:16px">${draft.signatureHtml}</div>` : '';
	return `<!doctype html>\n<html>\n<head><meta charset="utf-8"></head>\n<body>\n${draft.html}\n${signature}\n${objection}\n</body>\n</html>\n`;
}

function textOf(draft: MailDraft): string {
	const line = draft.objectionLine;
	const parts = [
		draft.text ?? plainTextOf(draft.html),
		draft.signatureHtml ? plainTextOf(draft.signatureHtml) : '',
		line ? `${line.words} ${line.url}` : '',
	];
	return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
