import MailComposer from 'nodemailer/lib/mail-composer';
import type { Act, LetterStyle } from '../people/act.ts';
import type { WorldPerson } from '../people/directory.ts';
import { letter } from '#prisma/demo/letters.ts';
import type { LetterKey } from '#prisma/demo/letters.ts';
import type { ReadMail } from './read-mail.ts';
import { dayInWords, quotationLine } from './words-for-dates.ts';

/** A mail ready to be delivered to a mailbox of ours. */
export interface ComposedMail {
	/** Envelope recipient. */
	readonly to: string;
	/** Envelope sender; empty for what must never be answered (RFC 3834, RFC 3464). */
	readonly returnPath: string;
	readonly raw: Buffer;
}

/** Who writes, when, under which Message-ID. */
export interface Writing {
	readonly writer: { readonly name: string; readonly address: string; readonly language: 'fr' | 'en' };
	readonly at: Date;
	/** With its angle brackets. */
	readonly messageId: string;
}

/**
 * Writes what a person answers to our mail, our text quoted below it (docs/demonstration-world/behaviours.md,
 * docs/demonstration-world/letters.md).
 */
export function composeLetter(
	original: ReadMail,
	receivedAt: Date,
	{ writer, at, messageId }: Writing,
	what: { style: LetterStyle; letter: LetterKey; text?: string; copyTo?: WorldPerson },
): Promise<ComposedMail> {
	const { subject, text } = letter(what.letter);
	const author = original.from.name
		? `${original.from.name} <${original.from.address}>`
		: original.from.address;
	const line = quotationLine(receivedAt, author, writer.language);
	const own = what.text ?? text.replace('{nom}', writer.name);
	return build({
		from: writer,
		to: original.answerTo,
		cc: what.copyTo && { name: what.copyTo.name, address: what.copyTo.address },
		subject: subjectOf(what.style, original.subject, subject),
		messageId,
		date: at,
		...(what.style === 'in-thread' ? threadOf(original) : {}),
		text: `${own}\n\n${line}\n\n${quoted(original.text)}\n`,
		html: `${paragraphs(own)}<p>${escaped(line)}</p><blockquote type="cite">${paragraphs(original.text)}</blockquote>`,
	});
}

/** Writes what a person writes without being written to: a mail of its own thread. */
export function composeFirstLetter(
	{ writer, at, messageId }: Writing,
	what: { to: string; letter: LetterKey; text?: string },
): Promise<ComposedMail> {
	const { subject, text } = letter(what.letter);
	const own = what.text ?? text.replace('{nom}', writer.name);
	return build({
		from: writer,
		to: what.to,
		subject: subject ?? own.split('\n')[0]!,
		messageId,
		date: at,
		text: `${own}\n`,
		html: paragraphs(own),
	});
}

/**
 * Writes what a machine answers in a person's place: absence, acknowledgement, challenge
 * (docs/demonstration-world/behaviours.md, docs/demonstration-world/letters.md).
 */
export function composeAutomatic(
	original: ReadMail,
	{ writer, at, messageId }: Writing,
	act: Extract<Act, { kind: 'automatic' }>,
): Promise<ComposedMail> {
	const { subject, text } = letter(act.letter);
	const undated = act.automatic === 'away-undated';
	return build(
		{
			from: writer,
			to: original.answerTo,
			subject: (subject ?? original.subject).replace('{objet}', original.subject),
			messageId,
			date: at,
			...threadOf(original),
			headers: undated ? { 'X-Autoreply': 'yes' } : { 'Auto-Submitted': 'auto-replied' },
			text: text
				.replace('{date}', dayInWords(new Date(act.returnsAt ?? at), writer.language))
				.replace('{nom}', writer.name),
		},
		undated ? writer.address : '',
	);
}

/** Builds a mail with CRLF line ends. The envelope's sender is the writer unless another one is given. */
export async function build(
	mail: MailComposer.Options & { from: { name: string; address: string }; to: string },
	returnPath = mail.from.address,
): Promise<ComposedMail> {
	const { name, address } = mail.from;
	const built = await new MailComposer({ ...mail, from: { name, address } }).compile().build();
	const raw = Buffer.from(built.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
	return { to: mail.to, returnPath, raw };
}

function threadOf({ messageId, references }: ReadMail) {
	return messageId ? { inReplyTo: messageId, references: [...references, messageId] } : {};
}

function subjectOf(style: LetterStyle, ours: string, own: string | undefined): string {
	const bare = ours.replace(/^(?:(?:re|tr|fwd?)\s*:\s*)+/i, '');
	if (style === 'new-thread') return own ?? bare;
	return `${style === 'in-thread' ? 'Re' : 'RE'}: ${bare}`;
}

const quoted = (text: string) =>
	text
		.trimEnd()
		.split('\n')
		.map((line) => (line ? `> ${line}` : '>'))
		.join('\n');

const escaped = (text: string) =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const paragraphs = (text: string) =>
	text
		.trim()
		.split(/\n{2,}/)
		.map((paragraph) => `<p>${escaped(paragraph).replace(/\n/g, '<br>')}</p>`)
		.join('');
