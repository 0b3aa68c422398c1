import { expect, it } from 'vitest';
import { retryPause, watchTimesOf } from './watch-times.ts';

const times = watchTimesOf({ kind: 'real', allowedPrivateHosts: [] });
const fault = { lost: false, failures: 1, needsPerson: false };

it('the network is tried again soon, a server that asks for patience and a refused password are not', () => {
	expect(retryPause(times, fault)).toBe(times.retryAfter[0]);
	expect(retryPause(times, { ...fault, isPace: true })).toBe(times.retryPaced);
	expect(retryPause(times, { ...fault, needsPerson: true })).toBe(times.retryRefused);
});

it('a lost mailbox is tried again ever less often, up to a bound', () => {
	const pauses = [3, 4, 5, 6, 20].map((failures) => retryPause(times, { ...fault, lost: true, failures }));
	expect(pauses).toEqual([...pauses].sort((one, other) => one - other));
	expect(pauses.at(-1)).toBe(times.retryLostAtMost);
});
