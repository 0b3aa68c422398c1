import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import {
	addDelay,
	dayOf,
	daysBetween,
	nextOpening,
	opennessAt,
	startOfDay,
	startOfNextDay,
	type Calendar,
} from './calendar.ts';

const office = { days: [1, 2, 3, 4, 5], from: 540, to: 1_080 };
const paris = (window = office, closedDays: [string, string][] = []): Calendar => ({
	zone: 'Europe/Paris',
	window,
	closedDays: new Map(closedDays),
});
const at = (local: string, zone = 'Europe/Paris') => DateTime.fromISO(local, { zone }).toJSDate();

it('a day is that of the zone, not of UTC', () => {
	expect(dayOf(new Date('2026-11-24T23:30:00Z'), 'Europe/Paris')).toBe('2026-11-25');
	expect(dayOf(new Date('2026-11-24T23:30:00Z'), 'America/Martinique')).toBe('2026-11-24');
});

describe('a sending window', () => {
	it.each([
		['2026-11-24T08:59:59', '2026-11-24T09:00'],
		['2026-11-24T09:00', null],
		['2026-11-24T17:59:59', null],
		['2026-11-24T18:00', '2026-11-25T09:00'],
		['2026-11-27T18:00', '2026-11-30T09:00'],
		['2026-11-28T12:00', '2026-11-30T09:00'],
	])('at %s opens at %s', (now, opens) => {
		const openness = opennessAt(paris(), at(now));
		expect(openness).toEqual(
			opens ? { kind: 'outside-window', until: at(opens), skipped: [] } : { kind: 'open' },
		);
	});

	it('names a closed day that would have been open, and passes over it', () => {
		const calendar = paris(office, [['2026-12-25', 'Noël']]);
		expect(opennessAt(calendar, at('2026-12-25T10:00'))).toEqual({
			kind: 'closed-day',
			name: 'Noël',
			until: at('2026-12-28T09:00'),
		});
		expect(opennessAt(calendar, at('2026-12-24T19:00'))).toEqual({
			kind: 'outside-window',
			until: at('2026-12-28T09:00'),
			skipped: [{ day: '2026-12-25', name: 'Noël' }],
		});
	});

	it('names no closed day on which the window would not have opened, nor one after the opening', () => {
		const calendar = paris(office, [
			['2026-11-28', 'Portes ouvertes'],
			['2026-11-30', 'Pont'],
			['2026-12-02', 'Inventaire'],
		]);
		expect(opennessAt(calendar, at('2026-11-27T19:00'))).toMatchObject({
			until: at('2026-12-01T09:00'),
			skipped: [{ day: '2026-11-30', name: 'Pont' }],
		});
	});

	it('counts in the zone of the contact', () => {
		const london = { ...paris(), zone: 'Europe/London' };
		expect(nextOpening(london, at('2026-11-24T09:30', 'Europe/Paris'))).toEqual(
			at('2026-11-24T09:00', 'Europe/London'),
		);
	});

	it('never opens where no day is left', () => {
		expect(nextOpening(paris({ days: [], from: 540, to: 1_080 }), at('2026-11-24T10:00'))).toBeNull();
	});
});

describe('both clock changes', () => {
	// In Europe/Paris: 29 March 2026 has 23 hours (2:00 becomes 3:00), 25 October 2026 has 25 (3:00 becomes 2:00).
	const night = { days: [1, 2, 3, 4, 5, 6, 7], from: 150, to: 210 };

	it('a window that the spring skips opens an hour later by the clock', () => {
		expect(nextOpening(paris(night), at('2026-03-29T00:00'))).toEqual(new Date('2026-03-29T01:30:00Z'));
	});

	it('a day keeps its time of day over the change, an hour its length', () => {
		const before = at('2026-03-28T10:00');
		expect(addDelay(before, { amount: 1, unit: 'days', workingDays: false }, paris())).toEqual(
			at('2026-03-29T10:00'),
		);
		expect(addDelay(before, { amount: 24, unit: 'hours', workingDays: false }, paris())).toEqual(
			at('2026-03-29T11:00'),
		);
	});

	it('the next local day begins at its own midnight', () => {
		expect(startOfNextDay(at('2026-10-25T02:30'), 'Europe/Paris')).toEqual(new Date('2026-10-25T23:00:00Z'));
		expect(startOfDay('2026-03-30', 'Europe/Paris')).toEqual(new Date('2026-03-29T22:00:00Z'));
		expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
	});
});

describe('delays', () => {
	it('counts working days without weekends and closed days', () => {
		const calendar = paris(office, [['2026-12-25', 'Noël']]);
		const delay = { amount: 3, unit: 'days', workingDays: true } as const;
		expect(addDelay(at('2026-12-23T15:00'), delay, calendar)).toEqual(at('2026-12-29T15:00'));
		expect(addDelay(at('2026-12-23T15:00'), { ...delay, amount: 1, unit: 'weeks' }, calendar)).toEqual(
			at('2026-12-31T15:00'),
		);
	});

	it('counts minutes, hours and weeks', () => {
		const from = at('2026-11-24T17:50');
		const plus = (amount: number, unit: 'minutes' | 'hours' | 'weeks') =>
			addDelay(from, { amount, unit, workingDays: false }, paris());
		expect(plus(20, 'minutes')).toEqual(at('2026-11-24T18:10'));
		expect(plus(5, 'hours')).toEqual(at('2026-11-24T22:50'));
		expect(plus(2, 'weeks')).toEqual(at('2026-12-08T17:50'));
	});
});

/** Instants around both changes of several years, to the second. */
const instants = fc
	.record({
		day: fc.constantFrom('2026-03-28', '2026-10-24', '2027-03-27', '2027-10-30', '2026-12-30'),
		seconds: fc.integer({ min: -4 * 86_400, max: 4 * 86_400 }),
	})
	.map(({ day, seconds }) => new Date(Date.parse(`${day}T00:00:00Z`) + seconds * 1_000));

const calendars = fc
	.record({
		zone: fc.constantFrom(
			'Europe/Paris',
			'Europe/London',
			'America/New_York',
			'Australia/Lord_Howe',
			'Asia/Kolkata',
		),
		days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
		from: fc.integer({ min: 0, max: 1_439 }),
		length: fc.integer({ min: 1, max: 1_440 }),
		closed: fc.subarray(['2026-03-29', '2026-10-25', '2027-03-28', '2026-12-25', '2027-01-01']),
	})
	.map(({ zone, days, from, length, closed }): Calendar => ({
		zone,
		window: { days, from, to: Math.min(1_440, from + length) },
		closedDays: new Map(closed.map((day) => [day, 'fermé'])),
	}));

describe('for any window, zone and instant', () => {
	it('the next opening is open, not before, and no instant between is open', () => {
		assertProperty(
			fc.property(calendars, instants, fc.double({ min: 0, max: 1, noNaN: true }), (calendar, now, share) => {
				const opens = nextOpening(calendar, now);
				if (!opens) return false;
				const between = new Date(now.getTime() + Math.floor(share * (opens.getTime() - now.getTime())));
				const isEarlier = between < opens;
				return (
					opens >= now &&
					opennessAt(calendar, opens).kind === 'open' &&
					(!isEarlier || opennessAt(calendar, between).kind !== 'open')
				);
			}),
			{ numRuns: 400 },
		);
	});

	it('nothing is open on a closed day or a weekday outside the window', () => {
		assertProperty(
			fc.property(calendars, instants, (calendar, now) => {
				const local = DateTime.fromJSDate(now, { zone: calendar.zone });
				const open = opennessAt(calendar, now).kind === 'open';
				return (
					!open ||
					(calendar.window.days.includes(local.weekday) && !calendar.closedDays.has(local.toISODate()!))
				);
			}),
			{ numRuns: 400 },
		);
	});

	it('a delay never ends before it begins, and a longer one not before a shorter one', () => {
		const units = fc.constantFrom('minutes' as const, 'hours' as const, 'days' as const, 'weeks' as const);
		assertProperty(
			fc.property(
				calendars,
				instants,
				units,
				fc.nat({ max: 40 }),
				fc.nat({ max: 40 }),
				fc.boolean(),
				(calendar, now, unit, amount, more, workingDays) => {
					const short = addDelay(now, { amount, unit, workingDays }, calendar);
					const long = addDelay(now, { amount: amount + more, unit, workingDays }, calendar);
					return short >= now && long >= short;
				},
			),
			{ numRuns: 400 },
		);
	});
});
