/** The conditions of *Pourquoi ?*: what each is called, and what it answered in words. */
import {
	closedDaysSaid,
	dayHours,
	duration,
	weekdays,
	type DurationUnit,
	type Instant,
	type Reader,
} from './format.ts';
import { shortDayAndTime } from './format.ts';
import { m } from './generated/messages.js';
import { refusalCure } from './refusal-cures.ts';

const GATE_TITLES = {
	start: m.gate_start,
	address: m.gate_address,
	communication: m.gate_communication,
	'earlier-send': m.gate_earlier_send,
	delay: m.gate_delay,
	recipient: m.gate_recipient,
	absence: m.gate_absence,
	pause: m.gate_pause,
	lateness: m.gate_lateness,
	window: m.gate_window,
	halt: m.gate_halt,
	mailbox: m.gate_mailbox,
	refusal: m.gate_refusal,
	cap: m.gate_cap,
	ramp: m.gate_ramp,
	'provider-limit': m.gate_provider_limit,
	gap: m.gate_gap,
	host: m.gate_host,
	closing: m.gate_closing,
};

export type ToldGate = keyof typeof GATE_TITLES;

/** One gate as a look stored it (GateAnswer of domain/gates/gates.ts). */
export interface GateTold {
	gate: string;
	answer: 'open' | 'waits' | 'closed' | 'stops' | 'later';
	until?: Instant | null;
	evidence: Readonly<Record<string, unknown>>;
}

/** True for a gate that has a title. */
export function isToldGate(gate: string): gate is ToldGate {
	return Object.hasOwn(GATE_TITLES, gate);
}

/** What a gate is called. */
export function gateTitle(gate: ToldGate, reader: Reader): string {
	return GATE_TITLES[gate]({}, { locale: reader.language });
}

/** What it answered: an instant where it waits for one, else a word or its count. */
export function gateSays(told: GateTold, reader: Reader): string {
	const locale = { locale: reader.language };
	if (told.until) return shortDayAndTime(told.until, reader);
	if (told.answer === 'stops') return m.gate_stops({}, locale);
	if (told.answer === 'closed') return m.gate_holds({}, locale);
	if (told.answer === 'later') return laterWords(told, reader);
	return openWords(told, reader);
}

/** On what ground, where a line more helps. */
export function gateEvidence(told: GateTold, reader: Reader): string | null {
	const { evidence } = told;
	const locale = { locale: reader.language };
	if (told.gate === 'window' && Array.isArray(evidence.days)) {
		const window = m.gate_window_evidence(
			{
				days: weekdays(evidence.days as number[], reader.language),
				hours: dayHours(Number(evidence.from), Number(evidence.to), reader.language),
				zone: String(evidence.zone),
			},
			locale,
		);
		if (typeof evidence.name === 'string')
			return `${m.reason_closed({ name: evidence.name }, locale)} ${window}`;
		const closed = closedDaysSaid(textsOf(evidence.closedDays), textsOf(evidence.closedNames), reader);
		return closed ? `${m.gate_window_skips({ closed }, locale)} ${window}` : window;
	}
	if (told.gate === 'delay' && typeof evidence.amount === 'number') {
		return duration(
			evidence.amount,
			evidence.unit as DurationUnit,
			reader.language,
			evidence.workingDays === true,
		);
	}
	if (told.gate === 'refusal' && told.answer !== 'open' && typeof evidence.code === 'string')
		return refusalCure(evidence.code, reader.language);
	return null;
}

/** A condition that does not decide now: a mailbox that is not read is not synchronised for that, and no place was asked for. */
function laterWords(told: GateTold, reader: Reader): string {
	const locale = { locale: reader.language };
	if (told.gate === 'host') return m.gate_not_asked({}, locale);
	if (told.gate !== 'mailbox') return openWords(told, reader);
	return told.evidence.state === 'inbox-first'
		? m.gate_says_inbox_first({}, locale)
		: m.gate_says_unwatched({}, locale);
}

function textsOf(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function openWords({ gate, evidence }: GateTold, reader: Reader): string {
	const locale = { locale: reader.language };
	const count = () => m.gate_says_count({ count: String(evidence.count), max: String(evidence.max) }, locale);
	switch (gate) {
		case 'start':
			return typeof evidence.startAt === 'string'
				? shortDayAndTime(evidence.startAt, reader)
				: m.gate_says_reached({}, locale);
		case 'address':
			return m.gate_says_valid({}, locale);
		case 'communication':
		case 'absence':
		case 'pause':
			return m.gate_says_none({}, locale);
		case 'delay':
		case 'closing':
			return m.gate_says_over({}, locale);
		case 'window':
			return m.gate_says_open({}, locale);
		case 'mailbox':
			return m.gate_says_synchronised({}, locale);
		case 'cap':
			return count();
		case 'ramp':
			return evidence.applies === false || evidence.max == null ? m.gate_says_no_ramp({}, locale) : count();
		case 'provider-limit':
			return evidence.max == null
				? m.gate_says_unknown({}, locale)
				: m.gate_says_share(
						{ max: Number(evidence.max), share: Number(evidence.share), whole: Number(evidence.of) },
						locale,
					);
		case 'gap':
			return m.gate_says_seconds({ count: Number(evidence.seconds ?? 0) }, locale);
		case 'host':
			return m.gate_says_free({}, locale);
		case 'lateness':
			return m.gate_says_on_time({}, locale);
		case 'earlier-send':
			return m.gate_says_settled({}, locale);
		default:
			return m.gate_says_nothing({}, locale);
	}
}
