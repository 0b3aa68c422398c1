import { SEND_HEADER } from '#mail/mime/compose.ts';
import { messageIdKeysOf } from './message-ids.ts';

/** What a quick look at a header finds: enough to say that a mail concerns nobody known, never that it concerns somebody. */
export interface ScannedHead {
	/** Everybody whom From, Reply-To, To and Cc name, in lower case; perhaps more than they name. */
	readonly addresses: readonly string[];
	/** Its own Message-ID and those that it refers to, as keys. */
	readonly ids: readonly string[];
	/** Of these, whoever wrote it. */
	readonly writers: readonly string[];
	/** It has our own field. */
	readonly isOurs: boolean;
	/** It is written in a way of which only a whole reading can tell whom it names. */
	readonly isUnusual: boolean;
}

/** What is looked at of a header: enough to be fetched alone. */
export const SCANNED_FIELDS: readonly string[] = [
	...['from', 'to', 'cc', 'reply-to', 'in-reply-to', 'references', SEND_HEADER],
	...['message-id', 'x-microsoft-original-message-id', 'x-google-original-message-id'],
];
const FIELD = new RegExp(`^(${SCANNED_FIELDS.join('|')}):((?:.*\\r?\\n[ \\t])*.*)`, 'gim');
const OF_IDS = /(?:message-id|in-reply-to|references)$/i;
/** What may stand around an address; within one it is quoted, which is unusual. */
const AROUND = /[\s<>,;:"()[\]]+/;
/** Beyond it a header is read as a whole, where it can hold nobody up. */
const BYTES_AT_MOST = 16 * 1024;
/** Letters beyond ASCII, domains in another script, quoted pairs: parsers read these in their own way. */
const UNUSUAL = /[^\x00-\x7f]|xn--|\\|"[^"\n@]*@[^"\n]*"/i;

/** Looks at a header for whom it names, in time that grows with its length alone. */
export function scanHead(head: Buffer): ScannedHead {
	const addresses: string[] = [];
	const ids: string[] = [];
	const writers: string[] = [];
	const found = { addresses, ids, writers };
	if (head.length > BYTES_AT_MOST) return { ...found, isOurs: false, isUnusual: true };
	let isUnusual = false;
	let isOurs = false;
	for (const [, name, value] of head.toString('latin1').matchAll(FIELD)) {
		if (OF_IDS.test(name!)) {
			ids.push(...messageIdKeysOf(value!.replace(/\r?\n/g, '')));
			continue;
		}
		if (name!.length === SEND_HEADER.length) {
			isOurs = true;
			continue;
		}
		if (UNUSUAL.test(value!)) isUnusual = true;
		const named = value!
			.toLowerCase()
			.split(AROUND)
			.filter((part) => part.includes('@'));
		addresses.push(...named);
		if (name!.length === 'from'.length) writers.push(...named);
	}
	return { ...found, isOurs, isUnusual };
}
