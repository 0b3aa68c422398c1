import { m } from '#texts/generated/messages.js';

const NAMES: Record<string, () => string> = {
	'before-start': m.reason_name_before_start,
	'step-delay': m.reason_name_step_delay,
	'outside-window': m.reason_name_outside_window,
	'closed-day': m.reason_name_closed_day,
	'mailbox-cap': m.reason_name_mailbox_cap,
	'mailbox-ramp': m.reason_name_mailbox_ramp,
	'mailbox-gap': m.reason_name_mailbox_gap,
	'mailbox-lost': m.reason_name_mailbox_lost,
	'mailbox-unwatched': m.reason_name_mailbox_unwatched,
	'inbox-first': m.reason_name_inbox_first,
	'contact-away': m.reason_name_contact_away,
	'contact-away-undated': m.reason_name_contact_away_undated,
	'contact-away-choice': m.reason_name_contact_away_choice,
	'recipient-later': m.reason_name_recipient_later,
	'send-uncertain': m.reason_name_send_uncertain,
	'send-unsettled': m.reason_name_send_unsettled,
	'engine-unreachable': m.reason_name_engine_unreachable,
	'paused-by-user': m.reason_name_paused_by_user,
	'sequence-paused': m.reason_name_sequence_paused,
	'communication-before-start': m.reason_name_communication_before_start,
	'closing-delay': m.reason_name_closing_delay,
	'late-batch': m.reason_name_late_batch,
	'message-unreadable': m.reason_name_message_unreadable,
	'mailbox-provider-limit': m.reason_name_mailbox_provider_limit,
	'server-unreachable': m.reason_name_server_unreachable,
	'database-restored': m.reason_name_database_restored,
};

/** A reason in a few words, to filter by; the ends go by their code. */
export function reasonName(reason: string): string {
	return NAMES[reason]?.() ?? reason;
}

const CHOICES = [
	'communication-before-start',
	'contact-away-choice',
	'send-unsettled',
	'late-batch',
	'message-unreadable',
];

/** What it would take for a run to go on, in order; empty where it goes on by itself. */
export function whatItTakes(reason: string): string[] {
	const alone = [m.run_needs_inbox(), m.run_needs_alone()];
	if (reason === 'mailbox-lost') return [m.run_needs_mailbox(), ...alone];
	if (reason === 'mailbox-unwatched') return [m.run_needs_watch(), ...alone];
	if (reason === 'paused-by-user' || reason === 'sequence-paused') return [m.run_needs_resume()];
	if (reason === 'engine-unreachable') return [m.run_needs_engine()];
	if (reason === 'database-restored') return [m.run_needs_backup()];
	return CHOICES.includes(reason) ? [m.run_needs_choice()] : [];
}
