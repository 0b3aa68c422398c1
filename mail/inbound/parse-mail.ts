import { simpleParser } from 'mailparser';
import type { ParsedMail as LibraryMail, SimpleParserOptions } from 'mailparser';
import { boundedHtml } from './bounded-html.ts';
import { readUntrusted } from './charsets.ts';
import { librarySource } from './library-source.ts';
import { mimePartsOf, parameterOf } from './mime-parts.ts';
import type { MimePart } from './mime-parts.ts';
import { UnreadableMail } from './parsed-mail.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { parseHead } from './parse-head.ts';
import { plainWords } from './plain-words.ts';
import { firstOf, headerBlockOf } from './raw-headers.ts';
import { storableLine, storableText } from './storable-text.ts';
import { newTextOf, textOfHtml } from './visible-text.ts';

/** No mail is fetched or parsed beyond this; larger ones are read by their parts (docs/design/imap.md#large-mail). */
export const SOURCE_AT_MOST = 1024 * 1024;
const TEXT_AT_MOST = 256 * 1024;
const HTML_AT_MOST = 512 * 1024;
const NOTES_AT_MOST = 50;
/** What a plain part says that has nothing to say. */
const STAND_IN =
	/\bhtml\b.{0,120}\b(?:support\w*|charge|view\w*|display\w*|affich\w*|lire|read\w*|compatible|enable\w*|activ\w*|unterstutzt|anzeigen|darstell\w*)\b|\b(?:support\w*|charge|view|display|affich\w*|lire|read|compatible|enable|unterstutzt)\b.{0,120}\bhtml\b/;
/** Bytes of the header of a part. */
const PART_HEAD_AT_MOST = 64 * 1024;

/** Types that only machines attach and that verdicts are read from. */
const MACHINE_TYPES =
	/^(message\/(global-)?(delivery-status|disposition-notification|feedback-report)|message\/(rfc822|global)(-headers)?|text\/rfc822-headers|text\/calendar)$/;

/**
 * Parses a mail of at most 1 MB. Texts are fit to be stored: no NUL, no lone surrogate, wrong charsets repaired.
 *
 * @param ours Lines that we put under our mails ourselves, which are nobody's new text.
 * @throws UnreadableMail for what no mail program could show; the caller keeps it apart and never fetches it again.
 */
export async function parseMail(fetched: Buffer, ours: readonly string[] = []): Promise<ParsedMail> {
	const source = withLineFeeds(fetched.subarray(0, SOURCE_AT_MOST));
	const { head, body } = headerBlockOf(source);
	const parsedHead = parseHead(head);
	if (parsedHead.fields.size === 0 && body.length === 0) throw new UnreadableMail('empty');
	const library = await parseWithLibrary(librarySource(parsedHead.fields, body));
	const parts = mimePartsOf(source);
	const html = library.html ? repaired(library.html, parts, 'text/html') : undefined;
	const plain = library.text ? repaired(library.text, parts, 'text/plain') : '';
	const structured = html ? textOfHtml(html) : '';
	const isSaid = plain.trim() !== '' && !(structured.trim() && isStandIn(plain, structured));
	const text = storableText(isSaid ? plain : structured, TEXT_AT_MOST).trim();
	const calendar = parts.find(({ type }) => type === 'text/calendar' || type === 'application/ics');
	return {
		...parsedHead,
		text,
		html: html && storableText(boundedHtml(html), HTML_AT_MOST),
		visibleText: newTextOf(text, storableText(structured, TEXT_AT_MOST), ours),
		attachments: library.attachments.slice(0, NOTES_AT_MOST).map((attachment) => ({
			name: storableLine(attachment.filename ?? '', 200),
			type: storableLine(attachment.contentType, 100),
		})),
		machineParts: parts
			.filter(({ type }) => MACHINE_TYPES.test(type))
			.map(({ type, bytes }) => ({ type, bytes: bytes.subarray(0, TEXT_AT_MOST) })),
		calendarMethod: calendar && calendarMethodOf(calendar),
		calendarIsBody: calendar !== undefined && isBody(calendar),
	};
}

/** `maxHeadSize` is the splitter's own, which its types leave out. */
const LIBRARY: SimpleParserOptions & { readonly maxHeadSize: number } = {
	skipHtmlToText: true,
	skipTextToHtml: true,
	skipTextLinks: true,
	skipImageLinks: true,
	keepDeliveryStatus: true,
	maxHtmlLengthToParse: Infinity,
	maxHeadSize: PART_HEAD_AT_MOST,
};

async function parseWithLibrary(source: Buffer): Promise<LibraryMail> {
	try {
		return await simpleParser(source, LIBRARY);
	} catch (error) {
		throw new UnreadableMail(codeOf(error));
	}
}

function codeOf(error: unknown) {
	const text = String((error as Error | undefined)?.message);
	if (/child nodes/i.test(text)) return 'too-many-parts';
	if (/header size/i.test(text)) return 'header-too-large';
	if (/nest|depth/i.test(text)) return 'too-deep';
	return 'not-parsable';
}

/** Mails with CR alone parse to nothing. */
function withLineFeeds(source: Buffer): Buffer {
	if (source.includes(10) || !source.includes(13)) return source;
	return Buffer.from(source.toString('latin1').replaceAll('\r', '\r\n'), 'latin1');
}

/** « Votre logiciel de messagerie ne prend pas en charge le HTML » stands where the answer should be. */
function isStandIn(plain: string, structured: string): boolean {
	const words = plainWords(plain.slice(0, 600)).trim();
	return plain.trim().length < 400 && STAND_IN.test(words) && !plainWords(structured).includes(words);
}

/** Text that its charset label spoilt is read again from the bytes: not UTF-8 means windows-1252. */
function repaired(text: string, parts: readonly MimePart[], type: string): string {
	if (!text.includes('\ufffd')) return text;
	const bytes = parts.find((part) => part.type === type)?.bytes;
	if (!bytes) return text;
	const again = readUntrusted(bytes);
	return again.includes('\ufffd') ? text : again;
}

/** RFC 6047: what a calendar sends names its method beside the type; a file that a person attaches does not. */
function isBody({ fields }: MimePart): boolean {
	const isNamed = parameterOf(firstOf(fields, 'content-type') ?? '', 'method') !== undefined;
	return isNamed && !/^\s*attachment/i.test(firstOf(fields, 'content-disposition') ?? '');
}

function calendarMethodOf(part: MimePart): string | undefined {
	const named = parameterOf(firstOf(part.fields, 'content-type') ?? '', 'method');
	const inside = /^METHOD:([A-Z]{1,20})/im.exec(part.bytes.subarray(0, 4_096).toString('latin1'))?.[1];
	return (named ?? inside)?.toUpperCase();
}
