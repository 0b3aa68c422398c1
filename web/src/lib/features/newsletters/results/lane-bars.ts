import type { Lane, TimeSlice } from '#domain/newsletters/issues/results/time-lanes.ts';

/** A bar of a lane: where it stands and how high it is, in parts of the lane's width and height. */
export interface LaneBar {
	readonly from: Date;
	readonly value: number;
	readonly left: number;
	readonly width: number;
	readonly height: number;
	/** Whether its number is written above it: the highest ones, none beside another. */
	readonly isWritten: boolean;
}

/** No bar of somebody is so low that it is not seen. */
const LOWEST = 0.05;
/** Written numbers stand at least this far apart, in parts of the lane's width. */
const APART = 0.05;
const WRITTEN = 6;

/** The bars of a lane on a scale of its own. */
export function laneBars(slices: readonly TimeSlice[], lane: Lane): LaneBar[] {
	const highest = Math.max(...slices.map((slice) => slice[lane]), 1);
	const width = 1 / Math.max(slices.length, 1);
	const written: number[] = [];
	const byHeight = slices
		.map((_, index) => index)
		.sort((one, other) => slices[other]![lane] - slices[one]![lane]);
	for (const index of byHeight) {
		const isFar = written.every((other) => Math.abs(other - index) * width >= APART);
		if (slices[index]![lane] > 0 && isFar && written.length < WRITTEN) written.push(index);
	}
	return slices.flatMap((slice, index) => {
		const value = slice[lane];
		if (value === 0) return [];
		const height = Math.max(LOWEST, value / highest);
		return [
			{ from: slice.from, value, left: index * width, width, height, isWritten: written.includes(index) },
		];
	});
}
