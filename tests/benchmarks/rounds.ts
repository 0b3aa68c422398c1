/** The figures of each round of a comparison. */
export interface Rounds<Figures> {
	readonly bare: readonly Figures[];
	readonly ours: readonly Figures[];
}

/**
 * Measures both sides in turn, after one round of each that warms up and is not kept: what else the machine does meets
 * both alike.
 */
export async function compareInRounds<Figures>(
	count: number,
	sides: { readonly bare: () => Promise<Figures>; readonly ours: () => Promise<Figures> },
): Promise<Rounds<Figures>> {
	await sides.bare();
	await sides.ours();
	const bare: Figures[] = [];
	const ours: Figures[] = [];
	for (let round = 0; round < count; round++) {
		bare.push(await sides.bare());
		ours.push(await sides.ours());
	}
	return { bare, ours };
}

/** The middle of the values; with an even count the mean of the two in the middle. */
export function median(values: readonly number[]): number {
	const sorted = values.toSorted((one, other) => one - other);
	const half = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
