import type { EffectSkip } from '#domain/automations/effect-rows.ts';
import { NEEDS_CHOICE } from '#domain/gates/reasons.ts';
import type { EndReason, EngageAnswer, RunReason } from '#domain/gates/reasons.ts';
import { m } from '#texts/generated/messages.js';
import type { RunKind } from '#workflows/contracts/run-ref.ts';

/** A reason without a name does not compile. */
const NAMES: Record<RunReason | EndReason, () => string> &
	Partial<Record<EngageAnswer, () => string>> &
	Record<EffectSkip, () => string> = {
	'before-start': m.reason_name_before_start,
	'step-delay': m.reason_name_step_delay,
	'outside-window': m.reason_name_outside_window,
	'closed-day': m.reason_name_closed_day,
	'mailbox-cap': m.reason_name_mailbox_cap,
	'mailbox-ramp': m.reason_name_mailbox_ramp,
	'mailbox-gap': m.reason_name_mailbox_gap,
	'mailbox-lost': m.reason_name_mailbox_lost,
	'mailbox-unwatched': m.reason_name_mailbox_unwatched,
	'mailbox-unshared': m.reason_name_mailbox_unshared,
	'mailbox-refused': m.reason_name_mailbox_refused,
	'first-contacts-held': m.reason_name_first_contacts_held,
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
	'replied-elsewhere': m.reason_name_replied_elsewhere,
	'objection-pending': m.reason_name_objection_pending,
	'closing-delay': m.reason_name_closing_delay,
	'late-batch': m.reason_name_late_batch,
	'message-unreadable': m.reason_name_message_unreadable,
	'verdict-doubtful': m.reason_name_verdict_doubtful,
	'mailbox-provider-limit': m.reason_name_mailbox_provider_limit,
	'server-unreachable': m.reason_name_server_unreachable,
	'host-busy': m.reason_name_host_busy,
	'database-restored': m.reason_name_database_restored,
	'sending-halted': m.reason_name_sending_halted,
	'ended-reply': m.reason_name_ended_reply,
	'ended-click': m.reason_name_ended_click,
	'ended-open': m.reason_name_ended_open,
	'ended-negative-reply': m.reason_name_ended_negative_reply,
	'ended-stopped': m.reason_name_ended_stopped,
	'ended-withdrawn': m.reason_name_ended_withdrawn,
	'ended-bounce': m.reason_name_ended_bounce,
	'ended-refused': m.reason_name_ended_refused,
	'ended-unreachable': m.reason_name_ended_unreachable,
	'ended-unsubscribed': m.reason_name_ended_unsubscribed,
	'ended-objection': m.reason_name_ended_objection,
	'ended-complaint': m.reason_name_ended_complaint,
	'ended-left': m.reason_name_ended_left,
	'ended-no-address': m.reason_name_ended_no_address,
	'ended-erased': m.reason_name_ended_erased,
	'ended-closing': m.reason_name_ended_closing,
	'refused-inactive': m.reason_name_refused_inactive,
	'refused-left': m.reason_name_refused_left,
	'refused-already-engaged': m.reason_name_refused_already_engaged,
	'refused-no-address': m.reason_name_refused_no_address,
	'refused-objection': m.reason_name_refused_objection,
	'refused-objection-pending': m.reason_name_refused_objection_pending,
	'refused-mailbox': m.reason_name_refused_mailbox,
	'confirm-other-sequence': m.reason_name_confirm_other_sequence,
	'confirm-recent': m.reason_name_confirm_recent,
	'confirm-off-target': m.reason_name_confirm_off_target,
	'confirm-colleague': m.reason_name_confirm_colleague,
	'cause-corrected': m.reason_name_cause_corrected,
	'user-gone': m.reason_name_user_gone,
	missing: m.reason_name_missing,
};

/** A reason of an engagement in a few words: to filter by, and behind a line of the timeline. A code without words stands for itself. */
export function reasonName(reason: string): string {
	return (NAMES as Partial<Record<string, () => string>>)[reason]?.() ?? reason;
}

/** What it would take for a run to go on, in order; empty where it goes on by itself. */
export function whatItTakes(reason: string, kind: RunKind = 'engagement'): string[] {
	const inbox = kind === 'mailbox' ? [] : [m.run_needs_inbox()];
	const alone = kind === 'engagement' ? [...inbox, m.run_needs_alone()] : inbox;
	if (reason === 'mailbox-lost') return [m.run_needs_mailbox(), ...alone];
	if (reason === 'mailbox-refused') return [m.run_needs_accepted(), m.run_needs_try()];
	if (reason === 'first-contacts-held') return [m.run_needs_accepted(), m.run_needs_rate()];
	if (reason === 'mailbox-unwatched') return [m.run_needs_watch(), ...alone];
	if (reason === 'mailbox-unshared') return [m.run_needs_sharing()];
	if (reason === 'paused-by-user') return [m.run_needs_resume()];
	if (reason === 'sequence-paused') return [m.run_needs_activate()];
	if (reason === 'engine-unreachable') return [m.run_needs_engine()];
	if (reason === 'database-restored') return [m.run_needs_backup()];
	if (reason === 'sending-halted') return [m.run_needs_lift()];
	return (NEEDS_CHOICE as ReadonlySet<string>).has(reason) ? [m.run_needs_choice()] : [];
}
