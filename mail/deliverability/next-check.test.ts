import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { describe, expect, it } from 'vitest';
import { nextCheckAt } from './next-check.ts';

const SINCE = new Date('2026-11-23T08:35:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const after = (milliseconds: number) => new Date(SINCE.getTime() + milliseconds);

const summary = (state: 'right' | 'to-publish' | 'unread' | 'nothing-to-publish', needsMail = false) => ({
	state,
	needsMail,
});

describe('until it is right', () => {
	it.each([
		[0, 15 * MINUTE],
		[20 * MINUTE, 15 * MINUTE],
		[HOUR, 30 * MINUTE],
		[4 * HOUR, 2 * HOUR],
		[12 * HOUR, 6 * HOUR],
		[300 * HOUR, 6 * HOUR],
	])('%i ms after its last change it is looked at %i ms later', (waited, pause) => {
		const at = after(waited);
		expect(nextCheckAt(summary('to-publish'), SINCE, at)).toEqual({
			at: new Date(at.getTime() + pause),
			why: 'until-right',
		});
		expect(nextCheckAt(summary('unread'), SINCE, at)).toMatchObject({ why: 'unread' });
	});

	it('waits longer each time, between a quarter of an hour and six', () => {
		assertProperty(
			fc.property(fc.nat(1_000 * HOUR), fc.nat(1_000 * HOUR), (one, other) => {
				const [sooner, later] = [one, other].toSorted((a, b) => a - b) as [number, number];
				const pause = (waited: number) =>
					nextCheckAt(summary('to-publish'), SINCE, after(waited))!.at.getTime() - after(waited).getTime();
				expect(pause(sooner)).toBeLessThanOrEqual(pause(later));
				expect(pause(sooner)).toBeGreaterThanOrEqual(15 * MINUTE);
				expect(pause(later)).toBeLessThanOrEqual(6 * HOUR);
			}),
		);
	});

	it('is not asked in the past where the clock was set back', () => {
		expect(nextCheckAt(summary('to-publish'), SINCE, after(-HOUR))!.at).toEqual(after(-45 * MINUTE));
	});
});

it('looks daily at one that is right, and at one that only a mail can prove', () => {
	expect(nextCheckAt(summary('right'), SINCE, after(HOUR))).toEqual({ at: after(25 * HOUR), why: 'daily' });
	expect(nextCheckAt(summary('unread', true), SINCE, after(HOUR))).toEqual({
		at: after(25 * HOUR),
		why: 'needs-mail',
	});
});

it('never looks again where nothing can be published', () => {
	expect(nextCheckAt(summary('nothing-to-publish'), SINCE, SINCE)).toBeUndefined();
});
