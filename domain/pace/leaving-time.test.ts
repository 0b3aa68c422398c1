import { expect, it } from 'vitest';
import { leavingSeconds, relaySeconds, type Leaving } from './leaving-time.ts';
import type { SenderPace } from './planner.ts';

const PACE: SenderPace = {
	...{ zone: 'Europe/Paris', dailyCap: 40, rampStart: 10, rampStep: 2, rampSince: null },
	...{ gapMinSeconds: 8, gapMaxSeconds: 20, providerDailyLimit: null, providerLimitShare: 60 },
};
/** Tuesday 1 December 2026, 9:30 in Paris. */
const FROM = new Date('2026-12-01T08:30:00Z');
const HOUR = 3_600;

/** A mailbox that sends nothing else. */
const alone = (pace: Partial<SenderPace> = {}): Leaving => ({
	...{ pace: { ...PACE, ...pace }, left: [], slots: [], stepGap: 30 },
});
const after = (seconds: number) => new Date(FROM.getTime() + seconds * 1_000);
const step = (seconds: number, isFirstContact = false) => ({
	...{ sendId: `step-${seconds}`, engagementId: 'run', at: after(seconds), isFirstContact },
});

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
	expect(leavingSeconds(alone(pace), mails, FROM)).toBe(seconds);
});

it('waits for the window of its own zone, over a change of the clock too', () => {
	const evening = new Date('2027-03-27T20:00:00Z');
	// 21:00 in Paris on the eve of the change: 7:00 of the next day is nine hours away, not ten.
	expect(leavingSeconds(alone(), 1, evening)).toBe(9 * HOUR);
});

it('does not say how long it takes beyond sixty days', () => {
	expect(leavingSeconds(alone({ providerDailyLimit: 1 }), 1_000, FROM)).toBeUndefined();
});

it('goes on behind the mail that left before', () => {
	expect(leavingSeconds({ ...alone(), left: [{ at: after(-4), isFirstContact: false }] }, 2, FROM)).toBe(24);
});

it('lets the steps pass that have a slot, with the gaps before and behind each', () => {
	// Mails at 0, 14 and 28; none within 30 s before the step at 60, nor within 14 s behind it.
	expect(leavingSeconds({ ...alone(), slots: [step(60)] }, 3, FROM)).toBe(28);
	expect(leavingSeconds({ ...alone(), slots: [step(60)] }, 4, FROM)).toBe(60 + 14);
	expect(leavingSeconds({ ...alone(), slots: [step(80), step(60)] }, 5, FROM)).toBe(80 + 2 * 14);
	expect(leavingSeconds({ ...alone(), slots: [step(13 * HOUR)] }, 4, FROM)).toBe(3 * 14);
});

it('counts what left and those steps in the limits of their day', () => {
	const limited = alone({ providerDailyLimit: 5, providerLimitShare: 100 });
	const busy = { ...limited, left: [{ at: after(-HOUR), isFirstContact: false }], slots: [step(HOUR)] };
	expect(leavingSeconds(busy, 3, FROM)).toBe(28);
	expect(leavingSeconds(busy, 4, FROM)).toBe(21.5 * HOUR);
	const ramping = { ...alone({ rampSince: '2026-12-01' }), slots: [step(HOUR, true)] };
	expect(leavingSeconds(ramping, 10, FROM)).toBe(21.5 * HOUR);
});

it('a relay ends when what waits has left at its pace', () => {
	expect(relaySeconds(3_000, 1_000)).toBe(180);
});
