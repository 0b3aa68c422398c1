/**
 * The one list of reasons (docs/wording/runs.md): every answer to “why has it not been sent?”, with the state
 * it puts a run in and its sentence in both languages. A new gate adds its row here.
 */
import type { Reader } from './format.ts';
import { m } from './generated/messages.js';
import type { Language } from './language.ts';
import { wordsOf, type ReasonFacts, type Words } from './reason-words.ts';

/** States of a run: each has an icon, a word and a colour. */
export type RunState =
	| 'scheduled'
	| 'running'
	| 'waiting'
	| 'blocked'
	| 'paused'
	| 'closing'
	| 'succeeded'
	| 'failed'
	| 'withdrawn';

type Sentence = (words: Words, options: { locale: Language }, facts: ReasonFacts) => string;

interface Reason {
	/** Null: the reason answers an act (engaging), it is not the state of a run. */
	state: RunState | null;
	sentence: Sentence;
}

/** A row of the table for a run in `state`. */
function run(state: RunState, sentence: Sentence): Reason {
	return { state, sentence };
}

/** A row of the table that answers an act: it refuses, or asks first. */
function answer(sentence: Sentence): Reason {
	return { state: null, sentence };
}

export const REASONS = {
	'before-start': run('scheduled', m.reason_before_start),
	'step-delay': run('running', m.reason_step_delay),
	'outside-window': run('waiting', (words, options, facts) =>
		facts.closedDays?.length
			? m.reason_outside_window_closed(words, options)
			: m.reason_outside_window(words, options),
	),
	'closed-day': run('waiting', m.reason_closed_day),
	'mailbox-cap': run('waiting', m.reason_mailbox_cap),
	'mailbox-ramp': run('waiting', m.reason_mailbox_ramp),
	'mailbox-gap': run('waiting', m.reason_mailbox_gap),
	'mailbox-provider-limit': run('waiting', m.reason_mailbox_provider_limit),
	'mailbox-lost': run('blocked', m.reason_mailbox_lost),
	'mailbox-unwatched': run('blocked', m.reason_mailbox_unwatched),
	'mailbox-unshared': run('blocked', m.reason_mailbox_unshared),
	'mailbox-refused': run('blocked', (words, options, facts) => {
		const isOfDomain = facts.refusal?.scope === 'domain';
		if (facts.quote)
			return (isOfDomain ? m.reason_mailbox_refused_by_domain : m.reason_mailbox_refused)(words, options);
		return isOfDomain
			? m.reason_mailbox_refused_by_domain_unquoted(words, options)
			: m.reason_mailbox_refused_unquoted(words, options);
	}),
	'first-contacts-held': run('blocked', (words, options, facts) =>
		facts.quote
			? m.reason_first_contacts_held(words, options)
			: m.reason_first_contacts_held_unquoted(words, options),
	),
	'inbox-first': run('blocked', m.reason_inbox_first),
	'message-unreadable': run('blocked', m.reason_message_unreadable),
	'verdict-doubtful': run('blocked', m.reason_verdict_doubtful),
	'contact-away': run('waiting', (words, options, facts) =>
		facts.quote ? m.reason_contact_away(words, options) : m.reason_contact_away_unquoted(words, options),
	),
	'contact-away-undated': run('waiting', m.reason_contact_away_undated),
	'contact-away-choice': run('blocked', m.reason_contact_away_choice),
	'recipient-later': run('waiting', m.reason_recipient_later),
	'server-unreachable': run('waiting', m.reason_server_unreachable),
	'host-busy': run('waiting', m.reason_host_busy),
	'send-uncertain': run('waiting', m.reason_send_uncertain),
	'send-unsettled': run('blocked', m.reason_send_unsettled),
	'engine-unreachable': run('scheduled', (words, options, facts) =>
		facts.dueSince ? m.reason_engine_overdue(words, options) : m.reason_engine_unreachable(words, options),
	),
	'paused-by-user': run('paused', m.reason_paused_by_user),
	'sequence-paused': run('paused', m.reason_sequence_paused),
	'communication-before-start': run('blocked', m.reason_communication_before_start),
	'replied-elsewhere': run('blocked', (words, options, facts) =>
		facts.repliedTo
			? m.reason_replied_elsewhere(words, options)
			: m.reason_replied_elsewhere_plain(words, options),
	),
	'objection-pending': run('blocked', m.reason_objection_pending),
	'late-batch': run('blocked', (words, options, facts) =>
		m.reason_late_batch({ ...words, count: facts.count ?? 0 }, options),
	),
	'database-restored': run('blocked', m.reason_database_restored),
	'sending-halted': run('blocked', m.reason_sending_halted),
	'closing-delay': run('closing', m.reason_closing_delay),
	'ended-reply': run('succeeded', m.reason_ended_reply),
	'ended-click': run('succeeded', m.reason_ended_click),
	'ended-open': run('succeeded', m.reason_ended_open),
	'ended-negative-reply': run('failed', m.reason_ended_negative_reply),
	'ended-stopped': run('failed', m.reason_ended_stopped),
	'ended-withdrawn': run('withdrawn', m.reason_ended_withdrawn),
	'ended-bounce': run('failed', m.reason_ended_bounce),
	'ended-refused': run('failed', m.reason_ended_refused),
	'ended-unreachable': run('failed', m.reason_ended_unreachable),
	'ended-unsubscribed': run('failed', m.reason_ended_unsubscribed),
	'ended-objection': run('failed', m.reason_ended_objection),
	'ended-complaint': run('failed', m.reason_ended_complaint),
	'ended-left': run('failed', m.reason_ended_left),
	'ended-no-address': run('failed', m.reason_ended_no_address),
	'ended-erased': run('withdrawn', m.reason_ended_erased),
	'ended-closing': run('failed', m.reason_ended_closing),
	'refused-already-engaged': answer(m.reason_refused_already_engaged),
	'refused-no-address': answer(m.reason_refused_no_address),
	'refused-objection': answer(m.reason_refused_objection),
	'refused-objection-pending': answer(m.reason_refused_objection_pending),
	'refused-mailbox': answer(m.reason_refused_mailbox),
	'refused-left': answer(m.reason_refused_left),
	'refused-inactive': answer(m.reason_refused_inactive),
	'refused-public-address': answer(m.reason_refused_public_address),
	'confirm-other-sequence': answer(m.reason_confirm_other_sequence),
	'confirm-recent': answer(m.reason_confirm_recent),
	'confirm-off-target': answer(m.reason_confirm_off_target),
	'confirm-colleague': answer(m.reason_confirm_colleague),
} as const satisfies Record<string, Reason>;

export type ReasonCode = keyof typeof REASONS;

/** True for a code of the list: rows are text, so what they hold is checked where it is read. */
export function isReasonCode(code: string): code is ReasonCode {
	return Object.hasOwn(REASONS, code);
}

/**
 * The state a reason puts a run in. `ended-stopped` carries the verdict of the person who stopped.
 * Null for answers to an act (`refused-…`, `confirm-…`).
 */
export function reasonState(code: ReasonCode, verdict?: 'success' | 'failure' | null): RunState | null {
	if (code === 'ended-stopped' && verdict === 'success') return 'succeeded';
	return REASONS[code].state;
}

/** The one sentence of a reason, the same wherever the run appears. Never fails; a missing fact reads « – ». */
export function reasonSentence(code: ReasonCode, facts: ReasonFacts, reader: Reader): string {
	return REASONS[code].sentence(wordsOf(facts, reader), { locale: reader.language }, facts);
}
