/** Numbers of an issue’s results in words. */
import type { Fate, Measure, ResultNumber } from '#domain/newsletters/issues/results/result-numbers.ts';
import type { Lane, Slice } from '#domain/newsletters/issues/results/time-lanes.ts';
import type { HitVerdict } from '#domain/tracking/judge/signs.ts';
import { m } from '#texts/generated/messages.js';

export const FATE_WORDS: Record<Fate, () => string> = {
	replied: m.results_fate_replied,
	clicked: m.results_fate_clicked,
	opened: m.results_fate_opened,
	none: m.results_fate_none,
	unsubscribed: m.results_fate_unsubscribed,
	refused: m.results_fate_refused,
	complained: m.results_fate_complained,
	uncertain: m.results_fate_uncertain,
	'left-out': m.results_fate_left_out,
	waiting: m.results_fate_waiting,
};

export const MEASURE_WORDS: Record<Measure, () => string> = {
	opens: m.results_measure_opens,
	clicks: m.results_measure_clicks,
	replies: m.results_measure_replies,
	successes: m.results_measure_successes,
	unsubscriptions: m.results_measure_unsubscriptions,
	complaints: m.results_measure_complaints,
	refusals: m.results_measure_refusals,
};

/** « Succès, réponse ou clic »: what its issue counts as one. */
export function successWords(of: { replySucceeds: boolean; clickSucceeds: boolean }): string {
	if (of.replySucceeds && of.clickSucceeds) return m.results_measure_successes_both();
	if (of.replySucceeds) return m.results_measure_successes_reply();
	return of.clickSucceeds ? m.results_measure_successes_click() : m.results_measure_successes();
}

export const VERDICT_WORDS: Record<HitVerdict, () => string> = {
	person: m.results_verdict_person,
	probable: m.results_verdict_probable,
	unknown: m.results_verdict_unknown,
	machine: m.results_verdict_machine,
};

export const LANE_WORDS: Record<Lane, () => string> = {
	clicks: m.results_lane_clicks,
	replies: m.results_lane_replies,
	unsubscriptions: m.results_lane_unsubscriptions,
	machines: m.results_lane_machines,
};

export const SLICE_WORDS: Record<Slice, () => string> = {
	hour: m.results_slice_hour,
	quarter: m.results_slice_quarter,
	day: m.results_slice_day,
};

/** What the list of a number is called. */
export function numberWord(number: ResultNumber): string {
	if (number === 'recipients') return m.results_measure_recipients();
	if (number === 'delivered') return m.results_measure_delivered();
	return number.startsWith('fate-')
		? FATE_WORDS[number.slice('fate-'.length) as Fate]()
		: MEASURE_WORDS[number as Measure]();
}
