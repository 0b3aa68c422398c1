import { NEEDS_SENDER } from '#domain/newsletters/issues/part-reasons.ts';
import type { ShownPart } from '#domain/newsletters/issues/show/parts-of-issue.ts';
import type { SlowingOfIssue } from '#domain/newsletters/issues/show/pace-of-parts.ts';
import type { ShownIssue } from '#domain/newsletters/issues/show/read-issue.ts';
import type { UnsubscribedPerson } from '#domain/newsletters/issues/show/people-of-issue.ts';
import { calendarDay, dayAndTime, instant, moment, number, since, time, type Reader } from '#texts/format.ts';
import { m } from '#texts/generated/messages.js';
import { runReasonSentence } from '#texts/run-reasons.ts';

const STATES: Readonly<Record<string, () => string>> = {
	preparing: m.issues_state_preparing,
	asking: m.issues_state_asking,
	leaving: m.issues_state_leaving,
	paused: m.issues_state_paused,
	observing: m.issues_state_observing,
	ended: m.issues_state_ended,
	stopped: m.issues_state_stopped,
};

export const stateWord = (state: string): string => STATES[state]?.() ?? state;

/** Where an issue is, in one sentence. */
export function issueSentence(issue: ShownIssue, reader: Reader): string {
	const figures = Object.fromEntries(
		(['accepted', 'recipients', 'waiting'] as const).map((name) => [
			name,
			number(issue.counts[name], reader.language),
		]),
	) as Record<'accepted' | 'recipients' | 'waiting', string>;
	const from = (at: Date | null) => (at ? since(at, reader) : '');
	switch (issue.state) {
		case 'preparing':
			return m.issues_says_preparing();
		case 'asking':
			return m.issues_says_asking();
		case 'leaving':
			return [
				m.issues_says_leaving({ ...figures, since: from(issue.snapshotAt ?? issue.dueAt) }),
				...endOf(issue, reader),
				...stuckOf(issue),
			].join(' ');
		case 'paused':
			return [m.issues_says_paused({ ...figures, since: from(issue.pausedAt) }), ...stuckOf(issue)].join(' ');
		case 'stopped':
			return m.issues_says_stopped({
				...figures,
				since: issue.stoppedAt ? moment(issue.stoppedAt, reader) : '',
			});
		default:
			return m.issues_says_left(figures);
	}
}

/** How many wait for a person: their sender is gone, or holds them until somebody mends it (D-43). */
const stuck = ({ parts }: ShownIssue) =>
	parts
		.filter(({ sender, reason }) => !sender || NEEDS_SENDER.has(reason ?? ''))
		.reduce((sum, { counts }) => sum + counts.waiting, 0);

function stuckOf(issue: ShownIssue): string[] {
	const count = stuck(issue);
	return count > 0 ? [m.issues_says_stuck({ count })] : [];
}

/** When the last of those that leave will have left, an estimate. */
function endOf(issue: ShownIssue, reader: Reader): string[] {
	const { parts } = issue;
	const ends = parts.flatMap(({ endsAt }) => (endsAt ? [instant(endsAt).getTime()] : []));
	if (ends.length === 0) return [];
	const end = { time: about(new Date(Math.max(...ends)), reader) };
	return [stuck(issue) > 0 ? m.issues_says_others_end(end) : m.issues_says_ends(end)];
}

/** « 9 h 41 », « mardi 1 décembre à 9 h 41 ». */
function about(at: Date, reader: Reader): string {
	const isToday = calendarDay(at, reader.timeZone) === calendarDay(reader.now, reader.timeZone);
	return isToday ? time(at, reader) : dayAndTime(at, reader);
}

/** How fast a sender that leaves does so, and when it will have finished. */
function paceOf({ perMinute, endsAt }: ShownPart, reader: Reader): string[] {
	return [
		...(perMinute === null ? [] : [m.issues_part_per_minute({ count: perMinute })]),
		...(endsAt ? [m.issues_part_ends({ time: about(instant(endsAt), reader) })] : []),
	];
}

const CAUSES: Readonly<Record<string, () => string>> = {
	link: m.issues_cause_link,
	'one-click': m.issues_cause_one_click,
	stop: m.issues_cause_stop,
	settings: m.issues_cause_settings,
	automation: m.issues_cause_automation,
	everything: m.issues_cause_everything,
};

/** « lien d’un mail, rien n’est parti »: how somebody left the list, and whether her mail had left before. */
export function unsubscribedWords(
	{ cause, handedAt, isUnderWay }: UnsubscribedPerson,
	reader: Reader,
): string {
	const left = handedAt
		? m.issues_unsubscribed_before({ moment: moment(handedAt, reader) })
		: isUnderWay
			? m.issues_unsubscribed_leaving()
			: m.issues_unsubscribed_nothing();
	return [CAUSES[cause]?.() ?? cause, left].join(', ');
}

/** Why a sender sends nothing now. */
function heldSentence(part: ShownPart, reason: string, reader: Reader): string {
	const { since: heldSince, reasonUntil: until, reasonWords: quote, sender } = part;
	const facts = { since: heldSince, until, quote, mailbox: sender?.address ?? null };
	return runReasonSentence(reason, facts, reader);
}

/** What a relay that holds a part answered; undefined: it said nothing, or no relay holds it. */
export function relayAnswer({ reason, reasonWords }: ShownPart): string | undefined {
	return reasonWords && isRelayReason(reason) ? m.issues_relay_said({ words: reasonWords }) : undefined;
}

/** The relay itself holds it, whoever is to mend that. */
export const isRelayReason = (reason: string | null): boolean => reason?.startsWith('relay-') ?? false;

/** That a relay asked for less, in one sentence. */
export function slowingSentence({ name, rate, words }: SlowingOfIssue, reader: Reader): string {
	const asked = m.issues_slowing({
		name: name || m.issues_sender_gone(),
		count: number(rate, reader.language),
	});
	return words ? `${asked} ${m.issues_relay_said({ words })}` : asked;
}

/** Where one sender is: what it does, or why it does nothing. */
export function partSentence(part: ShownPart, reader: Reader): string {
	if (part.state === 'done')
		return m.issues_part_done({ since: part.doneAt ? moment(part.doneAt, reader) : '' });
	if (part.reason) return heldSentence(part, part.reason, reader);
	if (part.state === 'waiting') return m.issues_part_waiting();
	const leaves = part.mode === 'windows' ? m.issues_part_leaving_windows() : m.issues_part_leaving_errands();
	return [leaves, ...paceOf(part, reader)].join(' ');
}
