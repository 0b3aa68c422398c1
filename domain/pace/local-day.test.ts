import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { DateTime } from 'luxon';
import { expect, it } from 'vitest';
import { localDayOf } from './local-day.ts';

/** With days that begin at one o'clock, last 23 or 25 hours, or never were (Apia, 30 December 2011). */
const ZONES = [
	'Europe/Paris',
	'America/Sao_Paulo',
	'Pacific/Apia',
	'Australia/Lord_Howe',
	'Asia/Kathmandu',
	'UTC',
];

const between = { min: Date.UTC(2008, 0), max: Date.UTC(2030, 0) };

it('is the day of Luxon for any instant, whatever was asked before', () => {
	const asked = fc.tuple(fc.constantFrom(...ZONES), fc.integer(between), fc.integer({ min: 0, max: 1_440 }));
	assertProperty(
		fc.property(fc.array(asked, { minLength: 1, maxLength: 30 }), (all) => {
			for (const [zone, instant, minute] of all) {
				const local = DateTime.fromMillis(instant, { zone });
				const day = localDayOf(instant, zone);
				expect([day.iso, day.weekday]).toEqual([local.toISODate(), local.weekday]);
				expect(day.begins).toBe(local.startOf('day').toMillis());
				expect(day.ends).toBe(local.plus({ days: 1 }).startOf('day').toMillis());
				expect(localDayOf(day.ends, zone).begins).toBe(day.ends);
				const typed = { hour: Math.floor(minute / 60), minute: minute % 60 };
				const expected = minute === 1_440 ? day.ends : local.startOf('day').set(typed).toMillis();
				expect(day.at(minute)).toBe(expected);
			}
		}),
	);
});
