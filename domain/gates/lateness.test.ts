import { expect, it } from 'vitest';
import { isLate } from './lateness.ts';

const at = new Date('2026-11-24T09:00:00Z');
const before = (hours: number) => new Date(at.getTime() - hours * 3_600_000);

it.each([
	['running', 49, true],
	['scheduled', 49, true],
	['waiting', 48.1, true],
	['running', 48, false],
	['running', 1, false],
	// These waited for a reason of their own.
	['blocked', 400, false],
	['paused', 400, false],
	['closing', 400, false],
] as const)('%s and %d h after its instant: %s', (state, hours, late) => {
	expect(isLate({ state, plannedAt: before(hours), nextLookAt: before(hours) }, at, 48)).toBe(late);
});

it('is nothing without an instant', () => {
	expect(isLate({ state: 'waiting', plannedAt: before(99), nextLookAt: null }, at, 48)).toBe(false);
});
