import { expect, it } from 'vitest';
import { leavingSeconds } from './leaving-time.ts';
import type { SenderPace } from './planner.ts';

const PACE: SenderPace = {
	...{ zone: 'Europe/Paris', dailyCap: 40, rampStart: 10, rampStep: 2, rampSince: null },
	...{ gapMinSeconds: 8, gapMaxSeconds: 20, providerDailyLimit: null, providerLimitShare: 60 },
};
/** Tuesday 1 December 2026, 9:30 in Paris. */
const FROM = new Date('2026-12-01T08:30:00Z');
const HOUR = 3_600;

it.each<[string, number, Partial<SenderPace>, number]>([
	['nobody', 0, {}, 0],
	['one mail leaves at once', 1, {}, 0],
	['96 subscribers, 14 s apart', 96, {}, 95 * 14],
	// 10.5 hours of the first day hold 2,700 mails; the rest leaves from 7 in the morning.
	['more than its day holds', 2_701, {}, 21.5 * HOUR],
	// The prospecting cap of 40 is not asked (5.7-13).
	['more than the prospecting cap', 41, {}, 40 * 14],
	['a provider that lets 60 a day leave', 61, { providerDailyLimit: 100 }, 21.5 * HOUR],
	['a ramp on its first day', 11, { rampSince: '2026-12-01' }, 21.5 * HOUR],
	['a ramp that reaches its second day', 22, { rampSince: '2026-12-01' }, 21.5 * HOUR + 11 * 14],
])('%s', (_, mails, pace, seconds) => {
	expect(leavingSeconds({ ...PACE, ...pace }, mails, FROM)).toBe(seconds);
});

it('waits for the window of its own zone, over a change of the clock too', () => {
	const evening = new Date('2027-03-27T20:00:00Z');
	// 21:00 in Paris on the eve of the change: 7:00 of the next day is nine hours away, not ten.
	expect(leavingSeconds(PACE, 1, evening)).toBe(9 * HOUR);
});

it('says at most sixty days', () => {
	expect(leavingSeconds({ ...PACE, providerDailyLimit: 1 }, 1_000, FROM)).toBe(60 * 24 * HOUR);
});
