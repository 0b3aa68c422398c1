import type { SubscriberLine } from '#domain/newsletters/subscribers/list-subscribers.ts';
import type { ConsentMeans } from '#domain/newsletters/subscribers/consent.ts';
import type { ManyPreview } from '#domain/newsletters/subscribe-many.ts';
import type { LeftOutReason } from '#domain/newsletters/subscribers/candidates.ts';
import type { UnsubscribeCause } from '#domain/newsletters/subscribers/unsubscribe-causes.ts';
import { duration, number, shortDay, type Reader } from '#texts/format.ts';
import type { Language } from '#texts/language.ts';
import type { LeavingTime } from '#domain/newsletters/subscribers/leaving-times.ts';
import { m } from '#texts/generated/messages.js';

export const MEANS: Record<ConsentMeans, () => string> = {
	call: m.newsletter_means_call,
	meeting: m.newsletter_means_meeting,
	form: m.newsletter_means_form,
	mail: m.newsletter_means_mail,
	page: m.newsletter_means_page,
};

const CAUSES: Record<UnsubscribeCause, (facts: { day: string }) => string> = {
	link: m.newsletter_cause_link,
	'one-click': m.newsletter_cause_one_click,
	stop: m.newsletter_cause_stop,
	settings: m.newsletter_cause_settings,
	automation: m.newsletter_cause_automation,
	everything: m.newsletter_cause_everything,
};

const LEFT_OUT: Record<LeftOutReason, (facts: { count: number }) => string> = {
	left: m.newsletter_out_left,
	'no-address': m.newsletter_out_no_address,
	'invalid-address': m.newsletter_out_invalid_address,
	suppressed: m.newsletter_out_suppressed,
	'objection-pending': m.newsletter_out_objection_pending,
	already: m.newsletter_out_already,
	'consent-needed': m.newsletter_out_consent_needed,
};

/** How somebody left a list: « Par le lien, 20 nov. ». */
export function causeWords({ at, cause }: { at: Date; cause: UnsubscribeCause }, reader: Reader): string {
	return CAUSES[cause]({ day: shortDay(at, reader) });
}

/** By what right a subscriber is written to, or how she left the list. */
export function groundWords(line: SubscriberLine, reader: Reader): string {
	if (line.unsubscribed) return causeWords(line.unsubscribed, reader);
	if (line.ground === 'informed' || line.consentMeans === null) return m.newsletter_ground_informed();
	return m.newsletter_ground_consent({ means: MEANS[line.consentMeans]() });
}

/** What may be measured of a subscriber (5.7-11); opens without identity are no word of hers. */
export function measuringWords({ unsubscribed, measuring: { opens, clicks } }: SubscriberLine): string {
	if (unsubscribed) return '–';
	if (opens === 'identified') return clicks ? m.newsletter_measure_both() : m.newsletter_measure_opens();
	return clicks ? m.newsletter_measure_clicks() : m.newsletter_measure_nothing();
}

/** Who is not subscribed and why, a line each reason, with the names of some. */
export function leftOutWords({ leftOut, examples }: Pick<ManyPreview, 'leftOut' | 'examples'>) {
	return (Object.keys(LEFT_OUT) as LeftOutReason[]).flatMap((reason) => {
		const count = leftOut[reason];
		if (!count) return [];
		const names = examples.filter((one) => one.reason === reason).map(({ name }) => name);
		return [
			{ reason, words: LEFT_OUT[reason]({ count }), names: names.join(', '), more: count > names.length },
		];
	});
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** « 24 minutes », « 3 heures », « 5 jours »: how long an issue takes to leave from a sender. @param seconds null: unknown. */
export function leavingWords(seconds: number | null, language: Language): string {
	if (seconds === null) return '–';
	if (seconds < MINUTE) return m.newsletter_takes_no_time();
	if (seconds < 2 * HOUR) return duration(Math.ceil(seconds / MINUTE), 'minutes', language);
	if (seconds <= 2 * DAY) return duration(Math.ceil(seconds / HOUR), 'hours', language);
	return duration(Math.ceil(seconds / DAY), 'days', language);
}

/** How its mails follow each other. */
export function paceWords({ gap, aMinute }: LeavingTime, language: Language): string {
	if (gap) return m.newsletter_pace_gap({ min: gap.min, max: gap.max });
	if (aMinute === null) return m.newsletter_pace_relay();
	return m.newsletter_pace_measured({ count: number(aMinute, language) });
}
