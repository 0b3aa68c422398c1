import { opennessAt, type SkippedDay } from '#domain/pace/calendar.ts';
import type { Evidence, GateSaid } from './decision.ts';
import type { Situation } from './situation.ts';

/** Whether the sequence's window is open at the expected instant, closed days and public holidays included (5.5-10). */
export function openWindow({ calendar }: Situation, expected: Date, at: Date): GateSaid {
	const { window, zone } = calendar;
	const evidence = { days: window.days, from: window.from, to: window.to, zone };
	const openness = opennessAt(calendar, expected);
	if (openness.kind === 'open') return { gate: 'window', answer: 'open', evidence };
	const { until } = openness;
	// Without any opening it waits for a person to change the window.
	if (!until) return { gate: 'window', answer: 'closed', reason: 'outside-window', evidence };
	const details = openness.kind === 'closed-day' ? { name: openness.name } : skippedDetails(openness.skipped);
	return expected > at
		? { gate: 'window', answer: 'waits', until, evidence: { ...evidence, ...details } }
		: {
				gate: 'window',
				answer: 'waits',
				reason: openness.kind,
				until,
				evidence: { ...evidence, ...details },
				details,
			};
}

/** Closed days between now and the opening: their ISO days, and their names in the same order. */
function skippedDetails(skipped: readonly SkippedDay[]): Evidence {
	if (skipped.length === 0) return {};
	return { closedDays: skipped.map(({ day }) => day), closedNames: skipped.map(({ name }) => name) };
}
