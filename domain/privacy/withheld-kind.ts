import type { EventKind } from '#domain/timeline/record/event-kinds.ts';

/** Lines that stand for a stored mail, as they read where the mail is not the reader's: how it went, and no more. */
const OF_A_MAIL: Partial<Record<string, EventKind>> = {
	'reply-received': 'message-received',
	'absence-received': 'message-received',
	'bounce-received': 'message-received',
	'objection-received': 'message-received',
	'message-received': 'message-received',
	'message-unreadable': 'message-received',
	'early-message-received': 'message-received',
	'outside-message-received': 'message-received',
	'negative-reply-received': 'message-received',
	'doubtful-message-received': 'message-received',
	'complaint-received': 'message-received',
	'mail-found': 'mail-found',
} satisfies Partial<Record<EventKind, EventKind>>;

/** As which kind an event about a private mail is told (5.7-9); undefined: it is about something else. */
export function withheldKind(kind: string): EventKind | undefined {
	return OF_A_MAIL[kind];
}
