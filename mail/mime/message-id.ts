/**
 * The Message-ID of a send, the same on every try: the send's id without hyphens at the mailbox's own domain. Gmail
 * replaces ids with two `@`, a space or a trailing dot; this form it keeps (docs/design/reply-detection.md#rewritten-ids).
 *
 * @param sendId A UUID.
 * @param domain The sending mailbox's domain as A-labels.
 * @returns With its angle brackets.
 */
export function messageIdOf(sendId: string, domain: string): string {
	return `<${sendId.replaceAll('-', '').toLowerCase()}@${domain}>`;
}

/** The form under which Message-IDs are compared: lower case, no brackets (docs/design/reply-detection.md#message-ids). */
export function messageIdKey(messageId: string): string {
	return messageId.trim().replace(/^<|>$/g, '').toLowerCase();
}
