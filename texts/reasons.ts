/**
 * The one list of reasons (docs/wording/runs.md): every answer to “why has it not been sent?”, with the state
 * it puts a run in and its sentence in both languages. A new gate adds its row here.
 */
import {
	closedDaysSaid,
	day,
	dayAndTime,
	dayHours,
	duration,
	moment,
	number,
	since,
	weekdays,
	type DurationUnit,
	type Instant,
	type Reader,
} from './format.ts';
import { m } from './generated/messages.js';
import type { Language } from './language.ts';

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

/**
 * What sentences may need. Rows carry ids, instants and counts only; the reader's side adds the names. A fact
 * that is missing (an erased contact) reads as « – », so a sentence never fails.
 */
export interface ReasonFacts {
	/** When it goes on, or is looked at next. */
	until?: Instant | null;
	/** Since when it should have gone on, where nothing looked at it. */
	dueSince?: Instant | null;
	/** Since when the reason holds. */
	since?: Instant | null;
	/** When the fact behind the reason happened: reply, stop, last mail. */
	at?: Instant | null;
	/** When the received mail behind it came. */
	mailAt?: Instant | null;
	contact?: string | null;
	user?: string | null;
	/** `user` is one of the installation's support (D-22). */
	bySupport?: boolean;
	company?: string | null;
	sequence?: string | null;
	/** Where the person replied: the sequence, else to whom of us. */
	repliedTo?: { readonly sequence?: string | null; readonly user?: string | null } | null;
	routine?: string | null;
	mailbox?: string | null;
	address?: string | null;
	domain?: string | null;
	server?: string | null;
	status?: string | null;
	quote?: string | null;
	/** What a halt of support holds, and support's own words. */
	scope?: 'sequence' | 'mailbox' | 'domain' | 'subscription' | 'installation' | null;
	motive?: string | null;
	/** What a server refuses because of us: everything, or what goes to one domain. */
	refusal?: { readonly scope: string } | null;
	/** Name of a closed day. */
	name?: string | null;
	/** Closed days between now and the next opening (ISO), and their names in the same order. */
	closedDays?: readonly string[] | null;
	closedNames?: readonly string[] | null;
	verdict?: 'success' | 'failure' | null;
	step?: number | null;
	steps?: number | null;
	count?: number | null;
	max?: number | null;
	/** ISO weekdays of the sending window. */
	days?: readonly number[] | null;
	/** Sending window, minutes after midnight. */
	from?: number | null;
	to?: number | null;
	/** The zone in which the window is counted: named where it is not the reader's. */
	zone?: string | null;
	amount?: number | null;
	unit?: DurationUnit | null;
}

/** Everything a sentence can name, ready to print. */
interface Words {
	until: string;
	untilDay: string;
	since: string;
	dueSince: string;
	moment: string;
	day: string;
	contact: string;
	user: string;
	company: string;
	sequence: string;
	origin: string;
	routine: string;
	mailbox: string;
	address: string;
	domain: string;
	server: string;
	status: string;
	quote: string;
	scope: string;
	motive: string;
	name: string;
	closed: string;
	verdict: string;
	step: string;
	steps: string;
	/** Printed, or the bare number where the sentence has a plural. */
	count: string;
	max: string;
	days: string;
	hours: string;
	duration: string;
}

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

const MISSING = '–';

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
	'mailbox-refused': run('blocked', (words, options, facts) =>
		(facts.refusal?.scope === 'domain' ? m.reason_mailbox_refused_by_domain : m.reason_mailbox_refused)(
			words,
			options,
		),
	),
	'first-contacts-held': run('blocked', m.reason_first_contacts_held),
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

function wordsOf(facts: ReasonFacts, reader: Reader): Words {
	const { language } = reader;
	const when = (at: Instant | null | undefined, write: (at: Instant, reader: Reader) => string) =>
		at ? write(at, reader) : MISSING;
	const amount = (value: number | null | undefined) => (value == null ? MISSING : number(value, language));
	const locale = { locale: language };
	return {
		until: when(facts.until, dayAndTime),
		untilDay: when(facts.until, day),
		moment: when(facts.until, moment),
		since: when(facts.since, since),
		dueSince: when(facts.dueSince, since),
		day: when(facts.at ?? facts.since, day),
		contact: facts.contact ?? MISSING,
		user:
			facts.user && facts.bySupport ? m.support_named({ user: facts.user }, locale) : (facts.user ?? MISSING),
		company: facts.company ?? MISSING,
		sequence: facts.sequence ?? MISSING,
		origin: originWords(facts, language),
		routine: facts.routine ?? MISSING,
		mailbox: facts.mailbox ?? MISSING,
		// Support reads no address of a contact (5.6-25): it is named by whose it is.
		address:
			facts.address ?? (facts.contact ? m.reason_address_of({ contact: facts.contact }, locale) : MISSING),
		domain: facts.domain ?? facts.contact ?? MISSING,
		server: facts.server ?? MISSING,
		status: facts.status ?? MISSING,
		quote: facts.quote ?? MISSING,
		scope: scopeWords(facts, language),
		motive: facts.motive ?? MISSING,
		name: facts.name ?? MISSING,
		closed: closedDaysSaid(facts.closedDays ?? [], facts.closedNames ?? [], reader),
		verdict: facts.verdict === 'success' ? m.verdict_success({}, locale) : m.verdict_failure({}, locale),
		step: amount(facts.step),
		steps: amount(facts.steps),
		count: amount(facts.count),
		max: amount(facts.max),
		days: facts.days ? weekdays(facts.days, language) : MISSING,
		hours: windowHours(facts, reader),
		duration: facts.amount != null ? duration(facts.amount, facts.unit ?? 'days', language) : MISSING,
	};
}

/** Where a person replied, in words. */
function originWords({ repliedTo }: Pick<ReasonFacts, 'repliedTo'>, language: Language): string {
	const locale = { locale: language };
	if (repliedTo?.sequence) return m.reason_origin_sequence({ sequence: repliedTo.sequence }, locale);
	return repliedTo?.user ? m.reason_origin_user({ user: repliedTo.user }, locale) : MISSING;
}

/** « 9 h à 18 h », and the zone where the reader's own clock would make a lie of it. */
function windowHours({ from, to, zone }: ReasonFacts, { language, timeZone }: Reader): string {
	if (from == null || to == null) return MISSING;
	const hours = dayHours(from, to, language);
	return zone && zone !== timeZone ? `${hours}, ${zone.replaceAll('_', ' ')}` : hours;
}

/** What a halt of support holds, in words. */
export function scopeWords(
	{ scope, sequence, mailbox, domain }: Pick<ReasonFacts, 'scope' | 'sequence' | 'mailbox' | 'domain'>,
	language: Language,
): string {
	const locale = { locale: language };
	switch (scope) {
		case 'sequence':
			return m.halt_scope_sequence({ sequence: sequence ?? MISSING }, locale);
		case 'mailbox':
			return m.halt_scope_mailbox({ mailbox: mailbox ?? MISSING }, locale);
		case 'domain':
			return m.halt_scope_domain({ domain: domain ?? MISSING }, locale);
		case 'subscription':
			return m.halt_scope_subscription({}, locale);
		case 'installation':
			return m.halt_scope_installation({}, locale);
		default:
			return MISSING;
	}
}
