import type { TimelineLine } from '#domain/timeline/show/list-timeline.ts';

/** Lines that stand for a received mail, and whether it is shown at once or asked for. */
const RECEIVED: Record<string, 'shown' | 'folded'> = {
	'reply-received': 'shown',
	'negative-reply-received': 'shown',
	'doubtful-message-received': 'shown',
	'objection-received': 'shown',
	'early-message-received': 'shown',
	'outside-message-received': 'shown',
	'message-received': 'folded',
	'message-unreadable': 'folded',
	'absence-received': 'folded',
	'bounce-received': 'folded',
	'complaint-received': 'folded',
	'mail-found': 'folded',
};
/** Lines that stand for a mail of ours that left, or may have. */
const SENT = new Set([
	'step-sent',
	'step-uncertain',
	'mail-sent',
	'mail-held',
	'mail-uncertain',
	'mail-refused',
]);

/** The newest line about each mail of ours, by the mail's id; lines newest first. Answers to a mail name it too, and are none. */
export function newestLineOfMail(
	lines: readonly Pick<TimelineLine, 'id' | 'kind' | 'sendId'>[],
): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	for (const { id, kind, sendId } of lines) {
		if (sendId && SENT.has(kind) && !found.has(sendId)) found.set(sendId, id);
	}
	return found;
}

/**
 * The mail under a line; undefined: none. Of the lines about one mail only the newest shows it, so that a conversation
 * is read once.
 *
 * @param isNewest whether no newer line is about the same mail.
 */
export function mailOfLine(
	line: Pick<TimelineLine, 'kind' | 'messageId' | 'sendId' | 'isWithheld'>,
	isNewest: (mailId: string) => boolean,
): { id: string; shown: boolean } | undefined {
	// The line says all that this reader may know of it.
	if (line.isWithheld) return undefined;
	const received = RECEIVED[line.kind];
	if (received && line.messageId) return { id: line.messageId, shown: received === 'shown' };
	if (SENT.has(line.kind) && line.sendId && isNewest(line.sendId)) {
		return { id: line.sendId, shown: line.kind.startsWith('mail-') };
	}
	return undefined;
}
