/** One sentence for each kind of notification under the flag (C1-49 to C1-52). */
import { m } from './generated/messages.js';
import type { Language } from './language.ts';

/** Names that a notification's sentence may need. */
export interface NotificationFacts {
	contact?: string | null;
	company?: string | null;
	user?: string | null;
}

const MISSING = '–';

export const NOTIFICATION_SENTENCES = {
	reply: m.notification_reply,
	'engagement-succeeded': m.notification_engagement_succeeded,
	'engagement-failed': m.notification_engagement_failed,
	'engagement-stopped': m.notification_engagement_stopped,
	'choice-needed': m.notification_choice_needed,
	'message-received': m.notification_message_received,
	complaint: m.notification_complaint,
	'wrote-outside': m.notification_wrote_outside,
	'mailbox-lost': m.notification_mailbox_lost,
	'mailbox-refused': m.notification_mailbox_refused,
	'mailbox-restored': m.notification_mailbox_restored,
	'mailbox-changed': m.notification_mailbox_changed,
	'mailbox-tested': m.notification_mailbox_tested,
};

export type ToldNotification = keyof typeof NOTIFICATION_SENTENCES;

/** True for a kind that has a sentence. */
export function isToldNotification(kind: string): kind is ToldNotification {
	return Object.hasOwn(NOTIFICATION_SENTENCES, kind);
}

/** What the toast and the history say. */
export function notificationSentence(
	kind: ToldNotification,
	facts: NotificationFacts,
	language: Language,
): string {
	const words = {
		contact: facts.contact ?? MISSING,
		company: facts.company ?? MISSING,
		user: facts.user ?? MISSING,
	};
	return NOTIFICATION_SENTENCES[kind](words, { locale: language });
}
