import type { LeavingTime } from '#domain/newsletters/subscribers/leaving-times.ts';
import { duration, number } from '#texts/format.ts';
import { m } from '#texts/generated/messages.js';
import type { Language } from '#texts/language.ts';

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
