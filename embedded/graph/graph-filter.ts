import type { StoredMessage } from './graph-message.ts';

/** PS_INTERNET_HEADERS: fields of a mail's header that are no property of their own. */
const INTERNET_HEADERS = '00020386-0000-0000-c000-000000000046';

const BY_MESSAGE_ID = /^internetMessageId eq '((?:[^']|'')*)'$/;
const BY_HEADER =
	/^singleValueExtendedProperties\/any\(([a-z]+): ?\1\/id eq 'String \{([\da-f-]{36})\} Name ([^']+)' and \1\/value eq '((?:[^']|'')*)'\)$/i;

/**
 * What a `$filter` asks for. Of an extended property the name is compared as it is written, the value is not
 * (learn.microsoft.com, "Get singleValueLegacyExtendedProperty").
 *
 * @returns undefined where this server does not know such a filter.
 */
export function filterOf(filter: string | null): ((message: StoredMessage) => boolean) | undefined {
	if (filter === null) return () => true;
	const byId = BY_MESSAGE_ID.exec(filter);
	if (byId) return (message) => message.messageId === unquoted(byId[1]!);
	const byHeader = BY_HEADER.exec(filter);
	if (byHeader?.[2]?.toLowerCase() !== INTERNET_HEADERS) return undefined;
	const [name, value] = [byHeader[3]!, unquoted(byHeader[4]!).toLowerCase()];
	return ({ headers }) => headers.get(name)?.toLowerCase() === value;
}

const unquoted = (text: string): string => text.replaceAll("''", "'");
