import { describe, expect, it } from 'vitest';
import { watchLimits } from '#platform/limits.ts';
import { HostPace } from './host-pace.ts';

/** When each of so many that ask at one instant may connect. */
const turns = (pace: HostPace, host: string, count: number, now: number) =>
	Array.from({ length: count }, () => now + pace.take(host, now));
/** The most turns in any second. */
const mostIn = (at: readonly number[]) =>
	Math.max(...at.map((from) => at.filter((one) => one >= from && one < from + 1_000).length));

describe('a host that drops all connections at once', () => {
	it('is met by at most so many a second, and by all within two minutes', () => {
		const { loginsPerSecond, slots } = watchLimits;
		const at = turns(new HostPace(loginsPerSecond), 'mail.example:993', slots, 0);
		expect(mostIn(at)).toBe(loginsPerSecond);
		expect(Math.max(...at)).toBeLessThan(120_000);
	});

	it('delays no other host, and nobody once it is quiet again', () => {
		const pace = new HostPace(10);
		turns(pace, 'mail.example:993', 500, 0);
		expect(pace.take('other.example:993', 0)).toBe(0);
		expect(pace.take('mail.example:143', 0)).toBe(0);
		expect(pace.take('mail.example:993', 60_000)).toBe(0);
		expect(pace.take('mail.example:993', 60_000)).toBe(100);
	});

	it('is met no faster where the process stood still meanwhile', async () => {
		const pace = new HostPace(5);
		const begun: number[] = [];
		const all = Array.from({ length: 9 }, async () => {
			await pace.turn('mail.example:993', new AbortController().signal);
			begun.push(performance.now());
		});
		await all[0];
		const end = performance.now() + 1_800;
		while (performance.now() < end);
		await Promise.all(all);
		expect(mostIn(begun)).toBe(5);
	});

	it('lets go of whoever stops waiting', async () => {
		const pace = new HostPace(1 / 3_600);
		await pace.turn('mail.example:993', AbortSignal.abort());
		await pace.turn('mail.example:993', AbortSignal.abort());
	});
});
