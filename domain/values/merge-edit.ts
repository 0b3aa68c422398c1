/** Two edits of one thing that began from the same values, brought together field by field. */
export interface MergedEdit<F extends object> {
	/** Each field as whoever changed it left it; a field of `collisions` as `mine` has it. */
	merged: F;
	/** Fields that both changed, and not to the same. */
	collisions: (keyof F & string)[];
}

/**
 * Brings an edit together with what was saved meanwhile: nobody's change is written over unseen.
 *
 * @param base what the person saw when she began; a field that it lacks counts as changed by nobody else.
 */
export function mergeEdit<F extends object>(
	base: Partial<Record<keyof F & string, unknown>>,
	mine: F,
	theirs: F,
): MergedEdit<F> {
	const merged = { ...mine };
	const collisions: (keyof F & string)[] = [];
	for (const field of Object.keys(mine) as (keyof F & string)[]) {
		if (!(field in base) || isSameValue(theirs[field], base[field])) continue;
		if (isSameValue(mine[field], base[field])) merged[field] = theirs[field];
		else if (!isSameValue(mine[field], theirs[field])) collisions.push(field);
	}
	return { merged, collisions };
}

/** Nothing typed is the same as nothing stored, and a line break that a field drops is no change. */
function isSameValue(one: unknown, other: unknown): boolean {
	return written(one) === written(other);
}

function written(value: unknown): string {
	const plain = typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : value;
	return plain === '' || plain === undefined ? 'null' : JSON.stringify(plain);
}
