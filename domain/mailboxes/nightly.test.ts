import { describe, expect, it } from 'vitest';
import { lastNight } from './nightly.ts';

const at = (iso: string, zone = 'Europe/Paris') => lastNight(new Date(iso), zone).toISOString();

describe('the night of a mailbox', () => {
	it('begins at two in its own zone', () => {
		expect(at('2026-11-24T08:00:00Z')).toBe('2026-11-24T01:00:00.000Z');
		expect(at('2026-11-24T00:30:00Z')).toBe('2026-11-23T01:00:00.000Z');
		expect(at('2026-11-24T08:00:00Z', 'America/Montreal')).toBe('2026-11-24T07:00:00.000Z');
	});

	it('comes once where clocks change', () => {
		// Two o'clock does not exist, then exists twice.
		expect(at('2026-03-29T09:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
		expect(at('2026-10-25T09:00:00Z')).toMatch(/^2026-10-25T0[01]:00/);
		expect(at('2026-10-25T00:30:00Z')).toBe(at('2026-10-25T00:45:00Z'));
	});
});
