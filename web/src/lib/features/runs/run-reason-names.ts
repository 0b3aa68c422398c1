import { reasonName } from '#lib/features/engagements/reason-names.ts';
import { m } from '#texts/generated/messages.js';

/** The reasons of runs that are no engagements (domain/runs). */
const OTHER_NAMES: Record<string, () => string> = {
	'mailbox-read': m.runs_name_mailbox_read,
	'mailbox-deleted': m.runs_name_mailbox_deleted,
	'message-ready': m.runs_name_message_ready,
	'message-leaving': m.runs_name_message_leaving,
	'message-sent': m.runs_name_message_sent,
	'message-refused': m.runs_name_message_refused,
	'message-revoked': m.runs_name_message_revoked,
	'connection-testing': m.runs_name_connection_testing,
	'connection-passed': m.runs_name_connection_passed,
	'connection-saved': m.runs_name_connection_saved,
	'connection-failed': m.runs_name_connection_failed,
	'connect-recognising': m.runs_name_connect_recognising,
	'connect-door': m.runs_name_connect_door,
	'connect-signing-in': m.runs_name_connect_signing_in,
	'connect-consent': m.runs_name_connect_consent,
	'connect-consented': m.runs_name_connect_consented,
	'connect-testing': m.runs_name_connect_testing,
	'connect-retrying': m.runs_name_connect_retrying,
	'connect-refused': m.runs_name_connect_refused,
	'connect-done': m.runs_name_connect_done,
	'connect-withdrawn': m.runs_name_connect_withdrawn,
	'domain-reading': m.runs_name_domain_reading,
	'domain-right': m.runs_name_domain_right,
	'domain-to-publish': m.runs_name_domain_to_publish,
	'domain-unread': m.runs_name_domain_unread,
	'domain-needs-mail': m.runs_name_domain_needs_mail,
	'domain-personal': m.runs_name_domain_personal,
	'domain-unused': m.runs_name_domain_unused,
	'treated-after': m.runs_name_treated_after,
	'until-visited': m.runs_name_until_visited,
	'effect-pending': m.runs_name_effect_pending,
	'effect-done': m.runs_name_effect_done,
	'effect-skipped': m.runs_name_effect_skipped,
	'clock-travelling': m.runs_name_clock_travelling,
	'clock-halted': m.runs_name_clock_halted,
};

/** A reason of any run in a few words. Pages of engagements name theirs alone, and load no words of the others. */
export function runReasonName(reason: string): string {
	return OTHER_NAMES[reason]?.() ?? reasonName(reason);
}
