/** One sentence for each kind of notification under the flag (C1-49 to C1-52). */
import { m } from './generated/messages.js';
import type { Language } from './language.ts';

/** Names that a notification's sentence may need. */
export interface NotificationFacts {
	contact?: string | null;
	company?: string | null;
	user?: string | null;
	domain?: string | null;
	/** How many mails wait. */
	count?: number | null;
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
	'link-clicked': m.notification_link_clicked,
	'mail-opened': m.notification_mail_opened,
	'wrote-outside': m.notification_wrote_outside,
	'mailbox-lost': m.notification_mailbox_lost,
	'mailbox-refused': m.notification_mailbox_refused,
	'mailbox-restored': m.notification_mailbox_restored,
	'mailbox-changed': m.notification_mailbox_changed,
	'mailbox-unshared': m.notification_mailbox_unshared,
	'mailbox-tested': m.notification_mailbox_tested,
	'deletions-held': m.notification_deletions_held,
	'deletions-unfinished': m.notification_deletions_unfinished,
	'deletions-followed': m.notification_deletions_followed,
	'domain-broken': m.notification_domain_broken,
	'domain-right': m.notification_domain_right,
	'mailbox-connected': m.notification_mailbox_connected,
	'connection-consented': m.notification_connection_consented,
	'connection-consent-refused': m.notification_connection_consent_refused,
	'connection-blocked': m.notification_connection_blocked,
	'issue-asks': m.notification_issue_asks,
	'issue-held': m.notification_issue_held,
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
		domain: facts.domain ?? MISSING,
	};
	if (kind === 'mailbox-unshared' && facts.count)
		return m.notification_mailbox_unshared_waiting(words, { locale: language });
	return NOTIFICATION_SENTENCES[kind](words, { locale: language });
}
