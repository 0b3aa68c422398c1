import { expect, it } from 'vitest';
import { appliedLimit } from './provider-limit.ts';

it.each([
	[null, 60, null],
	[500, 60, 300],
	[2_000, 100, 2_000],
	[1, 60, 1],
	[33, 10, 3],
])('of %s a day %s percent are %s', (providerDailyLimit, providerLimitShare, applied) => {
	expect(appliedLimit({ providerDailyLimit, providerLimitShare })).toBe(applied);
});
