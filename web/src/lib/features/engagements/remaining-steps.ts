import { shortDay, type Reader } from '#texts/format.ts';
import { m } from '#texts/generated/messages.js';

/** What an end prevents, counted and dated: « 3 envois à venir ne partiront pas : 24 nov., 30 nov., 9 déc. ». */
export function whatWillNotLeave(
	count: number,
	expected: readonly { readonly at: Date | null }[],
	reader: Reader,
): string {
	if (count === 0) return m.stop_nothing_planned();
	const days = [...expected].reverse().flatMap((step) => (step.at ? [shortDay(step.at, reader)] : []));
	const sentence = m.stop_none_leave({ count });
	return days.length === count
		? `${sentence}${reader.language === 'fr' ? '\u00a0' : ''}: ${days.join(', ')}`
		: sentence;
}
