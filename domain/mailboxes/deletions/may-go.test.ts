import { expect, it } from 'vitest';
import { mayGo } from './may-go.ts';

it.each([
	// Of a few mails half.
	[1, 1, true],
	[3, 2, true],
	[3, 3, false],
	[8, 4, true],
	[8, 8, false],
	[40, 10, true],
	[40, 11, false],
	// Of many a twentieth.
	[1_000, 50, true],
	[1_000, 51, false],
	[1_000, 1_000, false],
	// Whatever there is.
	[100_000, 200, true],
	[100_000, 201, false],
	[0, 0, true],
])('of %i mails that are followed %i are gone: without a question: %s', (known, gone, may) => {
	expect(mayGo(known, gone)).toBe(may);
});
