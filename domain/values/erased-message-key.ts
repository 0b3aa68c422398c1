import { createHash } from 'node:crypto';

/**
 * What is kept of a Message-ID whose writer was erased, since many programs put an address into it: enough to know the same
 * mail again in another folder (5.7-7).
 */
export function erasedMessageKey(messageIdKey: string): string {
	return `erased:${createHash('sha256').update(messageIdKey).digest('hex')}`;
}

/** Under which of the two a mail is stored: its own, or, where its writer was erased, what is left of it. */
export const keysOfMail = (messageIdKey: string): string[] => [messageIdKey, erasedMessageKey(messageIdKey)];
