import type { z } from 'zod';

/** One page of a list that is read on and on by the place where the last page ended. */
export interface Page<Row> {
	rows: Row[];
	/** Hand it back to read on; null: there is no more. */
	next: string | null;
}

/** A place in a list: the sort values of its last row. Opaque to the reader, and worth nothing to a forger. */
export function encodeCursor(values: readonly (string | number | boolean | null)[]): string {
	return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** Reads a cursor of the given shape; undefined for anything else, so that a stale address shows the first page. */
export function decodeCursor<T>(cursor: string | null | undefined, shape: z.ZodType<T>): T | undefined {
	if (!cursor) return undefined;
	try {
		const written = Buffer.from(cursor, 'base64url').toString('utf8');
		// No text of the database holds a NUL, and asking with one is refused.
		return written.includes('\\u0000') ? undefined : shape.parse(JSON.parse(written));
	} catch {
		return undefined;
	}
}

/** Cuts what was read (one row more than `limit`) into a page. */
export function pageOf<Row>(
	read: readonly Row[],
	limit: number,
	placeOf: (row: Row) => readonly (string | number | boolean | null)[],
): Page<Row> {
	const rows = read.slice(0, limit);
	const last = rows.at(-1);
	return { rows, next: read.length > limit && last ? encodeCursor(placeOf(last)) : null };
}
