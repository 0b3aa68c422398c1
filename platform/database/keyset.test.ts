import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeCursor, encodeCursor, pageOf } from './keyset.ts';

const place = z.tuple([z.string(), z.uuid()]);

describe('keyset', () => {
	it('reads back the place it wrote, accents included', () => {
		const values = ['élodie', '0192f7a0-0000-4000-8000-000000000001'] as const;
		expect(decodeCursor(encodeCursor(values), place)).toEqual(values);
	});

	it.each(['', 'x', encodeCursor(['only one']), encodeCursor([1, 'not a uuid'])])(
		'takes %s for no place',
		(cursor) => {
			expect(decodeCursor(cursor, place)).toBeUndefined();
		},
	);

	it('has a next page only where one row more was there', () => {
		const rows = ['a', 'b', 'c'];
		expect(pageOf(rows, 3, (row) => [row])).toEqual({ rows, next: null });
		expect(pageOf(rows, 2, (row) => [row])).toEqual({ rows: ['a', 'b'], next: encodeCursor(['b']) });
	});
});
