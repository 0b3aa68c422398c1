import { expect, it } from 'vitest';
import { frenchPublicHolidays } from './french-public-holidays.ts';

it('knows the eleven public holidays of a year, the moving ones included', () => {
	expect(frenchPublicHolidays(2027, 2027).map(({ day }) => day.toISOString().slice(0, 10))).toEqual([
		'2027-01-01',
		'2027-03-29',
		'2027-05-01',
		'2027-05-06',
		'2027-05-08',
		'2027-05-17',
		'2027-07-14',
		'2027-08-15',
		'2027-11-01',
		'2027-11-11',
		'2027-12-25',
	]);
});

it('names them in French', () => {
	expect(frenchPublicHolidays(2027, 2027)[1]!.name).toBe('Lundi de Pâques');
});
