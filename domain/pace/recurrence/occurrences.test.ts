import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { clockChangesBetween } from './clock-changes.ts';
import { planAroundClosedDays } from './closed-days.ts';
import { nextOccurrences, refusePastRecurrence } from './occurrences.ts';
import { recurrenceSchema, type Recurrence } from './recurrence.ts';

const paris = 'Europe/Paris';
const before = new Date('2020-01-01T00:00:00Z');
const dates = (recurrence: Recurrence, after: string, count: number) =>
	nextOccurrences(recurrence, paris, new Date(after), count).map(({ date }) => date);

describe('the rules', () => {
	const base = { from: '2026-12-01', time: '09:30' };

	it('the first Tuesday of each month', () => {
		const rule: Recurrence = {
			kind: 'months',
			every: 1,
			on: { kind: 'weekday', week: 1, weekday: 2 },
			...base,
		};
		const next = nextOccurrences(rule, paris, new Date('2026-11-23T08:40:00Z'), 5);
		expect(next.map(({ date, at }) => [date, at.toISOString()])).toEqual([
			['2026-12-01', '2026-12-01T08:30:00.000Z'],
			['2027-01-05', '2027-01-05T08:30:00.000Z'],
			['2027-02-02', '2027-02-02T08:30:00.000Z'],
			['2027-03-02', '2027-03-02T08:30:00.000Z'],
			['2027-04-06', '2027-04-06T07:30:00.000Z'],
		]);
	});

	it('the 31st is the last day of a short month, and the 31st again after it', () => {
		const rule: Recurrence = { kind: 'months', every: 1, on: { kind: 'day', day: 31 }, ...base };
		expect(dates(rule, '2027-01-01T00:00:00Z', 4)).toEqual([
			'2027-01-31',
			'2027-02-28',
			'2027-03-31',
			'2027-04-30',
		]);
		expect(dates(rule, '2028-02-01T00:00:00Z', 1)).toEqual(['2028-02-29']);
	});

	it('the last day, the last Friday, and every third month', () => {
		const last: Recurrence = { kind: 'months', every: 3, on: { kind: 'last-day' }, ...base };
		expect(dates(last, '2026-12-01T00:00:00Z', 3)).toEqual(['2026-12-31', '2027-03-31', '2027-06-30']);
		const friday: Recurrence = {
			kind: 'months',
			every: 1,
			on: { kind: 'weekday', week: 'last', weekday: 5 },
			...base,
		};
		expect(dates(friday, '2027-01-01T00:00:00Z', 2)).toEqual(['2027-01-29', '2027-02-26']);
	});

	it('every second week on the days named, counted from the week of the anchor', () => {
		const rule: Recurrence = { kind: 'weeks', every: 2, weekdays: [1, 4], ...base };
		expect(dates(rule, '2020-01-01T00:00:00Z', 4)).toEqual([
			'2026-12-03',
			'2026-12-14',
			'2026-12-17',
			'2026-12-28',
		]);
	});

	it('every tenth day, at the same local time', () => {
		const rule: Recurrence = { kind: 'days', every: 10, ...base, from: '2027-03-20' };
		expect(nextOccurrences(rule, paris, before, 2).map(({ at }) => at.toISOString())).toEqual([
			'2027-03-20T08:30:00.000Z',
			'2027-03-30T07:30:00.000Z',
		]);
	});

	it('once comes once, and is refused when it lies in the past', () => {
		const rule: Recurrence = { kind: 'once', ...base };
		expect(dates(rule, '2026-11-01T00:00:00Z', 5)).toEqual(['2026-12-01']);
		expect(() => refusePastRecurrence(rule, paris, new Date('2026-12-01T08:29:59Z'))).not.toThrow();
		expect(() => refusePastRecurrence(rule, paris, new Date('2026-12-01T08:30:00Z'))).toThrow(
			'recurrence-past',
		);
	});

	it('nothing shorter than a day, no empty week, no time that is none', () => {
		const refused = [
			{ kind: 'days', every: 0, ...base },
			{ kind: 'days', every: 0.5, ...base },
			{ kind: 'hours', every: 1, ...base },
			{ kind: 'weeks', every: 1, weekdays: [], ...base },
			{ kind: 'weeks', every: 1, weekdays: [8], ...base },
			{ kind: 'months', every: 1, on: { kind: 'day', day: 32 }, ...base },
			{ kind: 'days', every: 1, ...base, time: '24:00' },
			{ kind: 'days', every: 1, ...base, from: '2026-02-30' },
		];
		for (const rule of refused) expect(recurrenceSchema.safeParse(rule).success).toBe(false);
	});
});

describe('a change of the clock', () => {
	const daily = (time: string, from: string): Recurrence => ({ kind: 'days', every: 1, from, time });

	it('a time that the spring skips comes an hour later by the clock, and no day is left out', () => {
		const next = nextOccurrences(daily('02:30', '2027-03-27'), paris, before, 3);
		expect(next.map(({ date, at }) => [date, at.toISOString()])).toEqual([
			['2027-03-27', '2027-03-27T01:30:00.000Z'],
			['2027-03-28', '2027-03-28T01:30:00.000Z'],
			['2027-03-29', '2027-03-29T00:30:00.000Z'],
		]);
	});

	it('a time that the autumn repeats comes once, the first time', () => {
		const next = nextOccurrences(daily('02:30', '2027-10-30'), paris, before, 3);
		expect(next.map(({ at }) => at.toISOString())).toEqual([
			'2027-10-30T00:30:00.000Z',
			'2027-10-31T00:30:00.000Z',
			'2027-11-01T01:30:00.000Z',
		]);
	});

	it('asked between the two times, it does not come again', () => {
		const next = nextOccurrences(daily('02:30', '2027-10-30'), paris, new Date('2027-10-31T01:00:00Z'), 1);
		expect(next[0]!.date).toBe('2027-11-01');
	});

	it('is named with its length, half an hour where the zone has that', () => {
		const year = [new Date('2027-01-01T00:00:00Z'), new Date('2027-12-31T00:00:00Z')] as const;
		expect(clockChangesBetween(paris, ...year)).toEqual([
			{ at: new Date('2027-03-28T01:00:00Z'), minutes: 60 },
			{ at: new Date('2027-10-31T01:00:00Z'), minutes: -60 },
		]);
		const lordHowe = clockChangesBetween('Australia/Lord_Howe', ...year);
		expect(lordHowe.map(({ minutes }) => minutes)).toEqual([-30, 30]);
		expect(clockChangesBetween('Asia/Kolkata', ...year)).toEqual([]);
	});
});

describe('a closed day', () => {
	const recurrence: Recurrence = { kind: 'days', every: 1, from: '2026-12-01', time: '09:30' };
	const occurrence = nextOccurrences(recurrence, paris, new Date('2026-12-24T12:00:00Z'), 1)[0]!;
	const closed = new Map([
		['2026-12-25', 'Noël'],
		['2026-12-28', 'Pont'],
	]);

	it('is shown, and the occurrence comes all the same', () => {
		const planned = planAroundClosedDays(occurrence, { recurrence, zone: paris, rule: 'leave' }, closed);
		expect(planned).toEqual({ ...occurrence, closedDay: 'Noël' });
	});

	it('moves the instant to the next working day, never the date it is known by', () => {
		const planned = planAroundClosedDays(
			occurrence,
			{ recurrence, zone: paris, rule: 'next-working-day' },
			closed,
		);
		expect(planned).toEqual({
			date: '2026-12-25',
			at: new Date('2026-12-29T08:30:00Z'),
			closedDay: 'Noël',
		});
	});
});

const ZONES = [paris, 'America/New_York', 'Australia/Lord_Howe'];
const TEN_YEARS = { from: Date.UTC(2026, 0), to: Date.UTC(2036, 0) };

const days = fc
	.integer({ min: 0, max: 3_650 })
	.map((ahead) => DateTime.fromMillis(TEN_YEARS.from, { zone: 'utc' }).plus({ days: ahead }).toISODate()!);
/** Hours of the night first: those that a change of the clock skips or repeats. */
const times = fc
	.oneof(fc.integer({ min: 60, max: 200 }), fc.integer({ min: 0, max: 1_439 }))
	.map((minutes) =>
		[Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':'),
	);
const base = { from: days, time: times };
const weekday = fc.integer({ min: 1, max: 7 });
const recurrences: fc.Arbitrary<Recurrence> = fc.oneof(
	fc.record({ kind: fc.constant('once' as const), ...base }),
	fc.record({ kind: fc.constant('days' as const), every: fc.integer({ min: 1, max: 365 }), ...base }),
	fc.record({
		kind: fc.constant('weeks' as const),
		every: fc.integer({ min: 1, max: 52 }),
		weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
		...base,
	}),
	fc.record({
		kind: fc.constant('months' as const),
		every: fc.integer({ min: 1, max: 24 }),
		on: fc.oneof(
			fc.record({ kind: fc.constant('day' as const), day: fc.integer({ min: 1, max: 31 }) }),
			fc.constant({ kind: 'last-day' as const }),
			fc.record({
				kind: fc.constant('weekday' as const),
				week: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 'last' as const),
				weekday,
			}),
		),
		...base,
	}),
);
const asked = fc.tuple(
	recurrences,
	fc.constantFrom(...ZONES),
	fc.integer({ min: TEN_YEARS.from, max: TEN_YEARS.to }),
);

/** Whether a rule names a day, said a second way: by Luxon, from the calendar, without counting occurrences. */
function names(rule: Recurrence, iso: string): boolean {
	const day = DateTime.fromISO(iso, { zone: 'utc' });
	const from = DateTime.fromISO(rule.from, { zone: 'utc' });
	if (day < from) return false;
	if (rule.kind === 'once') return iso === rule.from;
	if (rule.kind === 'days') return day.diff(from, 'days').days % rule.every === 0;
	if (rule.kind === 'weeks') {
		const weeks = day.startOf('week').diff(from.startOf('week'), 'weeks').weeks;
		return weeks % rule.every === 0 && rule.weekdays.includes(day.weekday);
	}
	if (((day.year - from.year) * 12 + day.month - from.month) % rule.every !== 0) return false;
	const { on } = rule;
	if (on.kind === 'last-day') return day.day === day.daysInMonth;
	if (on.kind === 'day') return day.day === Math.min(on.day, day.daysInMonth!);
	if (day.weekday !== on.weekday) return false;
	return on.week === 'last' ? day.day + 7 > day.daysInMonth! : Math.ceil(day.day / 7) === on.week;
}

describe('over ten years in three zones', () => {
	it('comes on the days that the rule names, on all of them and on no other', () => {
		assertProperty(
			fc.property(asked, ([rule, zone, instant]) => {
				const next = nextOccurrences(rule, zone, new Date(instant), 6);
				for (const { date } of next) expect(names(rule, date)).toBe(true);
				const [first, last] = [DateTime.fromMillis(instant, { zone }), next.at(-1)];
				if (!last) return;
				const expected: string[] = [];
				// The day of the instant itself may hold an occurrence that has come already.
				for (let day = first.startOf('day'); day.toISODate()! <= last.date; day = day.plus({ days: 1 }))
					if (names(rule, day.toISODate()!)) expected.push(day.toISODate()!);
				expect(expected.slice(-next.length)).toEqual(next.map(({ date }) => date));
				expect(expected.length - next.length).toBeLessThanOrEqual(1);
			}),
			{ numRuns: 60 },
		);
	});

	it('stands at its local time, an hour (or the half) later where the clock skips it, once a day', () => {
		assertProperty(
			fc.property(asked, ([rule, zone, instant]) => {
				const next = nextOccurrences(rule, zone, new Date(instant), 6);
				for (const [index, { date, at }] of next.entries()) {
					const local = DateTime.fromJSDate(at, { zone });
					expect(at.getTime()).toBeGreaterThan(instant);
					expect(local.toISODate()).toBe(date);
					const typed = DateTime.fromISO(`${date}T${rule.time}`, { zone });
					const isSkipped = typed.toFormat('HH:mm') !== rule.time;
					if (!isSkipped) expect(local.toFormat('HH:mm')).toBe(rule.time);
					else expect(local.toFormat('HH:mm') > rule.time).toBe(true);
					// The first of two: half an hour or an hour before, the clock never read the same on that day.
					for (const earlier of [30, 60])
						expect(local.minus({ minutes: earlier }).toFormat('yyyy-MM-dd HH:mm')).not.toBe(
							local.toFormat('yyyy-MM-dd HH:mm'),
						);
					if (index > 0) expect(date > next[index - 1]!.date && at > next[index - 1]!.at).toBe(true);
				}
			}),
			{ numRuns: 500 },
		);
	});

	it('is the same whatever instant it is asked from: nothing is counted from the one before', () => {
		assertProperty(
			fc.property(asked, ([rule, zone, instant]) => {
				const [first, second, third] = nextOccurrences(rule, zone, new Date(instant), 3);
				if (!first) return;
				expect(nextOccurrences(rule, zone, first.at, 2)).toEqual([second, third].filter(Boolean));
				expect(nextOccurrences(rule, zone, new Date(first.at.getTime() - 1), 1)).toEqual([first]);
			}),
			{ numRuns: 300 },
		);
	});
});
