import { expect, it } from 'vitest';
import { uidSetOf } from './uid-set.ts';

it.each([
	[[7], '7'],
	[[1, 2, 3], '1:3'],
	[[1, 3, 4, 9], '1,3:4,9'],
])('%j', (uids, set) => {
	expect(uidSetOf(uids)).toBe(set);
});
