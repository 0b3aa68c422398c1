import { describe, expect, it } from 'vitest';
import { DEMO_COMPANIES } from '#prisma/demo/companies.ts';
import { parseSiren } from './siren.ts';

describe('parseSiren', () => {
	it.each(['732 829 320', '732829320', '732\u202f829\u202f320'])('reads %s', (typed) => {
		expect(parseSiren(typed)).toBe('732829320');
	});

	it('reads every SIREN of the demonstration world', () => {
		for (const { siren } of DEMO_COMPANIES) if (siren) expect(parseSiren(siren)).toBe(siren);
	});

	it.each(['732829321', '73282932', '7328293200', 'A32829320', ''])('refuses %s', (typed) => {
		expect(parseSiren(typed)).toBeUndefined();
	});

	it('finds any single wrong digit', () => {
		for (let index = 0; index < 9; index++) {
			const digits = [...'732829320'];
			digits[index] = String((Number(digits[index]) + 1) % 10);
			expect(parseSiren(digits.join(''))).toBeUndefined();
		}
	});
});
