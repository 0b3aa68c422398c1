import { expect, it } from 'vitest';
import { readClock, writeClock } from './clock-time.ts';

it.each([
	['9', 540],
	['9h', 540],
	['9 h', 540],
	['9 h 30', 570],
	['9h30', 570],
	['9:30', 570],
	['930', 570],
	['0930', 570],
	['23:59', 1439],
	['00:00', 0],
])('%s is %i minutes after midnight', (text, minutes) => {
	expect(readClock(text)).toBe(minutes);
});

it.each(['', 'matin', '24', '24:00', '9:60', '9:3', '12345'])('%s is no time', (text) => {
	expect(readClock(text)).toBeUndefined();
});

it('is written with two digits each; the end of a day is the start of the next', () => {
	expect([0, 545, 1439, 1440].map(writeClock)).toEqual(['00:00', '09:05', '23:59', '00:00']);
});
