import { describe, expect, it } from 'vitest';
import { dayOfColumn, dayToColumn, daysAfter, isDay } from './due-day.ts';

describe('the day of a relance', () => {
	it('counts calendar days across both clock changes and leap years', () => {
		expect(daysAfter('2026-03-28', 2)).toBe('2026-03-30');
		expect(daysAfter('2026-10-24', 2)).toBe('2026-10-26');
		expect(daysAfter('2027-03-01', 365)).toBe('2028-02-29');
	});

	it('goes into its column and back', () => {
		expect(dayOfColumn(dayToColumn('2026-02-28'))).toBe('2026-02-28');
	});

	it('knows a day that does not exist', () => {
		expect(['2026-02-28', '2026-02-30', '2026-2-3', 'demain'].map(isDay)).toEqual([
			true,
			false,
			false,
			false,
		]);
	});
});
