import type { EventKind } from '#domain/timeline/record/event-kinds.ts';
import type { MailEvents } from '#domain/timeline/record/kinds/mails.ts';

/**
 * As which kind each line about a mail is told where the mail is not the reader's: how it went, and no more; null: as it
 * is, for it says nothing of what stands in the mail. The compiler asks for each kind.
 */
const OF_A_MAIL: Record<keyof MailEvents, EventKind | null> = {
	'reply-received': 'message-received',
	'negative-reply-received': 'message-received',
	'absence-received': 'message-received',
	'bounce-received': 'message-received',
	'objection-received': 'message-received',
	'complaint-received': 'message-received',
	'message-received': 'message-received',
	'message-unreadable': 'message-received',
	'early-message-received': 'message-received',
	'doubtful-message-received': 'message-received',
	'outside-message-received': 'message-received',
	// What a person said that it is.
	'reading-chosen': 'verdict-corrected',
	'verdict-corrected': 'verdict-corrected',
	'mail-found': 'mail-found',
	'mail-written': null,
	'mail-sent': null,
	'mail-refused': null,
	'mail-held': null,
	'mail-uncertain': null,
	'mail-gone': null,
	'mail-privacy-changed': null,
};

/** As which kind an event about a private mail is told (5.7-9); undefined: as it is. */
export function withheldKind(kind: string): EventKind | undefined {
	return Object.hasOwn(OF_A_MAIL, kind) ? (OF_A_MAIL[kind as keyof MailEvents] ?? undefined) : undefined;
}
