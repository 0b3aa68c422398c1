/** What the sentences of reasons may name: facts of a run, and their words as they are printed for a reader. */
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

const MISSING = '–';

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
export interface Words {
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

/** The words of all facts; what is missing reads « – ». */
export function wordsOf(facts: ReasonFacts, reader: Reader): Words {
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
			return m.reason_halt_scope_sequence({ sequence: sequence ?? MISSING }, locale);
		case 'mailbox':
			return m.reason_halt_scope_mailbox({ mailbox: mailbox ?? MISSING }, locale);
		case 'domain':
			return m.reason_halt_scope_domain({ domain: domain ?? MISSING }, locale);
		case 'subscription':
			return m.reason_halt_scope_subscription({}, locale);
		case 'installation':
			return m.reason_halt_scope_installation({}, locale);
		default:
			return MISSING;
	}
}
