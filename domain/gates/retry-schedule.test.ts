import { expect, it } from 'vitest';
import { MOST_TRIES, nextServerTry, nextTry } from './retry-schedule.ts';

const at = new Date('2026-11-24T09:00:00Z');
const minutesAfter = (date: Date | null) => date && (date.getTime() - at.getTime()) / 60_000;

it('asks a refusing server 8 times in all (5.5-1)', () => {
	const waits = Array.from({ length: MOST_TRIES }, (_, index) => minutesAfter(nextTry(at, index + 1)));
	expect(waits).toEqual([15, 60, 240, 1_440, 1_440, 1_440, 1_440, null]);
});

it('asks one’s own server without end', () => {
	expect([1, 2, 3, 4, 5, 50].map((failures) => minutesAfter(nextServerTry(at, failures)))).toEqual([
		1, 2, 4, 8, 15, 15,
	]);
});
