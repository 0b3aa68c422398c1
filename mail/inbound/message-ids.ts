import { messageIdKey } from '#mail/mime/message-id.ts';

const IDS_AT_MOST = 100;
const ID = /^[^\s<>@\0-\x1f\x7f]{1,500}@[^\s<>@\0-\x1f\x7f]{1,500}$/;

/**
 * The ids in an In-Reply-To, References or Message-ID value with their letters, without brackets, at most 100: the last ones,
 * which are the nearest. Comments, phrases and tabs are passed over, blanks of a line folded inside an id taken out; an id
 * without brackets is taken where the value has none in brackets (docs/design/reply-detection.md#message-ids).
 */
function messageIdsOf(value: string): string[] {
	const inBrackets = [...value.matchAll(/<([^<>]{1,998})>/g)].map((found) => found[1]!.replace(/\s/g, ''));
	const found = inBrackets.length > 0 ? inBrackets : value.split(/[\s,]+/);
	return found.filter((id) => ID.test(id)).slice(-IDS_AT_MOST);
}

/** The same as keys (lower case, no brackets). */
export function messageIdKeysOf(value: string): string[] {
	return messageIdsOf(value).map(messageIdKey);
}

/** The same as they may stand in a header of ours: in brackets, none that only a server with SMTPUTF8 takes. */
export function quotableIdsOf(value: string): string[] {
	return messageIdsOf(value)
		.filter((id) => /^[!-~]+$/.test(id))
		.map((id) => `<${id}>`);
}

const OUR_ID = /(?<![\w+.-])((?:[0-9a-f]{32}|[a-z2-7]{48})@[a-z0-9.-]{3,200}[a-z0-9])/gi;

/** Message-IDs of our forms (a send's id, the ticket of a place of an issue) anywhere in a text, as keys. */
export function ourIdsIn(text: string): string[] {
	return (text.match(OUR_ID) ?? []).map(messageIdKey);
}
