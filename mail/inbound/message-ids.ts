import { messageIdKey } from '#mail/mime/message-id.ts';

const IDS_AT_MOST = 100;
const COMPARABLE = /^[^\s<>@]{1,500}@[^\s<>@]{1,500}$/;

/**
 * The ids in an In-Reply-To, References or Message-ID value, as keys (lower case, no brackets), at most 100: the last
 * ones, which are the nearest. Comments, phrases and tabs are passed over; an id without brackets is taken where the
 * value has none in brackets (docs/design/reply-detection.md#message-ids).
 */
export function messageIdKeysOf(value: string): string[] {
	const inBrackets = [...value.matchAll(/<([^<>\s]{1,998})>/g)].map((found) => messageIdKey(found[1]!));
	const found = inBrackets.length > 0 ? inBrackets : value.split(/[\s,]+/).map(messageIdKey);
	return found.filter((id) => COMPARABLE.test(id)).slice(-IDS_AT_MOST);
}

const OUR_ID = /(?<![\w+.-])([0-9a-f]{32}@[a-z0-9.-]{3,200}[a-z0-9])/gi;

/** Message-IDs of our form anywhere in a text, as keys. */
export function ourIdsIn(text: string): string[] {
	return (text.match(OUR_ID) ?? []).map(messageIdKey);
}
