import { m } from '#texts/generated/messages.js';

const NAMES: Record<string, () => string> = {
	reply: m.runs_notification_reply,
	'engagement-succeeded': m.runs_notification_engagement_succeeded,
	'engagement-failed': m.runs_notification_engagement_failed,
	'engagement-stopped': m.runs_notification_engagement_stopped,
	'choice-needed': m.runs_notification_choice_needed,
	'message-received': m.runs_notification_message_received,
	complaint: m.runs_notification_complaint,
	'link-clicked': m.runs_notification_link_clicked,
	'mail-opened': m.runs_notification_mail_opened,
	'wrote-outside': m.runs_notification_wrote_outside,
	'mailbox-lost': m.runs_notification_mailbox_lost,
	'mailbox-refused': m.runs_notification_mailbox_refused,
	'mailbox-restored': m.runs_notification_mailbox_restored,
	'mailbox-changed': m.runs_notification_mailbox_changed,
	'mailbox-unshared': m.runs_notification_mailbox_unshared,
	'mailbox-tested': m.runs_notification_mailbox_tested,
	'deletions-held': m.runs_notification_deletions_held,
	'deletions-unfinished': m.runs_notification_deletions_unfinished,
	'deletions-followed': m.runs_notification_deletions_followed,
	'domain-broken': m.runs_notification_domain_broken,
	'domain-right': m.runs_notification_domain_right,
	'mailbox-connected': m.runs_notification_mailbox_connected,
	'connection-consented': m.runs_notification_connection_consented,
	'connection-consent-refused': m.runs_notification_connection_consent_refused,
	'connection-blocked': m.runs_notification_connection_blocked,
	'issue-asks': m.runs_notification_issue_asks,
	'issue-held': m.runs_notification_issue_held,
};

/** A kind of notification in a few words, without whom it is about; one without words stands for itself. */
export function notificationName(kind: string): string {
	return NAMES[kind]?.() ?? kind;
}
