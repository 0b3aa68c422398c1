import { createHash } from 'node:crypto';
import addressparser from 'nodemailer/lib/addressparser';
import { readRawText } from './charsets.ts';
import { comparableAddress } from '#platform/addresses/comparable-address.ts';
import { decodeHeaderWords, decodeWords, withSafeWords } from './header-words.ts';
import { messageIdKeysOf, quotableIdsOf } from './message-ids.ts';
import { mediaTypeOf, parameterOf } from './mime-parts.ts';
import type { Correspondent, MailHead } from './parsed-mail.ts';
import { firstOf, readHeaderFields } from './raw-headers.ts';
import type { HeaderFields } from './raw-headers.ts';
import { storableLine } from './storable-text.ts';

const SUBJECT_AT_MOST = 500;
const NAME_AT_MOST = 200;
const ADDRESS_AT_MOST = 320;
const CORRESPONDENTS_AT_MOST = 100;
/** A date with its comments. */
const DATE_AT_MOST = 200;
const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** Reads a header block (docs/design/hostile-mail.md: whatever is in it, this answers). */
export function parseHead(block: Buffer): MailHead {
	const fields = readHeaderFields(block);
	const one = (name: string) => firstOf(fields, name) ?? '';
	const charset = parameterOf(one('content-type'), 'charset');
	const people = (value: string) => correspondentsOf(readRawText(value, charset));
	const from = people(one('from'))[0] ?? people(one('sender'))[0];
	const subject = storableLine(decodeHeaderWords(one('subject'), charset), SUBJECT_AT_MOST);
	const references = quotableIdsOf(one('references'));
	return {
		// Of two Message-IDs the first counts: a relay adds its own behind.
		messageIdKey: messageIdKeysOf(one('message-id'))[0] ?? syntheticKey(fields),
		messageId: quotableIdsOf(one('message-id'))[0],
		thread: references.length > 0 ? references : quotableIdsOf(one('in-reply-to')).slice(0, 1),
		inReplyTo: messageIdKeysOf(one('in-reply-to')),
		references: messageIdKeysOf(one('references')),
		subject,
		from,
		replyTo: people(one('reply-to')),
		to: (fields.get('to') ?? []).flatMap(people).slice(0, CORRESPONDENTS_AT_MOST),
		cc: (fields.get('cc') ?? []).flatMap(people).slice(0, CORRESPONDENTS_AT_MOST),
		deliveredTo: ['delivered-to', 'x-original-to', 'envelope-to', 'x-delivered-to']
			.flatMap((name) => fields.get(name) ?? [])
			.map(bareAddress)
			.filter((address) => address.includes('@'))
			.slice(0, CORRESPONDENTS_AT_MOST),
		returnPath: fields.has('return-path') ? bareAddress(one('return-path')) : undefined,
		date: dateOf(one('date')),
		contentType: mediaTypeOf(firstOf(fields, 'content-type')),
		fields,
	};
}

const bareAddress = (value: string) =>
	comparableAddress(
		storableLine(
			readRawText(value)
				.replace(/^[^<]*</, '')
				.split('>', 1)[0]!,
			ADDRESS_AT_MOST,
		),
	);

function correspondentsOf(value: string): Correspondent[] {
	// A field of a million addresses is cut where an address ends.
	const cut = value.length > 20_000 ? value.slice(0, value.lastIndexOf(',', 20_000)) : value;
	return addressparser(withSafeWords(cut), { flatten: true })
		.map(({ address, name }) => ({
			address: comparableAddress(storableLine(address ?? '', ADDRESS_AT_MOST)),
			name: storableLine(decodeWords(name ?? ''), NAME_AT_MOST),
		}))
		.filter(({ address }) => /^[^\s@]+@[^\s@]+$/.test(address))
		.slice(0, CORRESPONDENTS_AT_MOST);
}

function dateOf(value: string): Date | undefined {
	const at = Date.parse(value.slice(0, DATE_AT_MOST).replace(/\([^()]*\)/g, ' '));
	return at >= EARLIEST && at < LATEST ? new Date(at) : undefined;
}

/** Tells mails without a Message-ID apart; the same mail in another folder has the same one. */
function syntheticKey(fields: HeaderFields): string {
	const seen = ['from', 'to', 'date', 'subject'].map((name) => firstOf(fields, name) ?? '').join('\n');
	return `nomid:${createHash('sha256').update(seen).digest('hex')}`;
}
