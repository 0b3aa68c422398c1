import { describe, expect, it } from 'vitest';
import { processorTime, slowness } from '#tests/environment/processor-time.ts';
import { IS_LONG } from '#tests/environment/rounds.ts';
import { ATOMS, repeated } from './hostile-lines.ts';
import { READERS } from './readers.ts';

/** A quadratic reader takes minutes for this; a linear one some tens of milliseconds. */
const LENGTH = 1_000_000;
/** Milliseconds of processor time of a machine of the usual pace (docs/design/hostile-mail.md). */
const MOST = 1_000;
const NEARLY_ALL = 200;

/** What else the machine does is counted too: the least of three where the first is long, which no quadratic reader lowers. */
async function leastTime(read: () => unknown): Promise<number> {
	const first = await processorTime(read);
	if (first < NEARLY_ALL) return first;
	return Math.min(first, await processorTime(read), await processorTime(read));
}

describe('a line of a megabyte', () => {
	const times: number[] = [];
	const names = Object.keys(READERS);

	it.each(names)('%s answers', async (name) => {
		const read = READERS[name]!;
		await read('first');
		const which = names.indexOf(name);
		const pace = await slowness();
		for (const [index, atom] of ATOMS.entries()) {
			// `npm test` gives each reader an eighth of them, another one than its neighbour.
			if (!IS_LONG && (index + which) % 8 > 0) continue;
			const text = repeated(atom, LENGTH, '\u0001x');
			const time = (await leastTime(() => read(text))) / pace;
			times.push(time);
			expect(time, `${name}: ${JSON.stringify(atom)}`).toBeLessThan(MOST);
		}
	});

	it('is read by 99 of 100 readers within 200 ms of processor time', () => {
		const sorted = times.toSorted((one, other) => one - other);
		const p99 = sorted[Math.floor(sorted.length * 0.99)]!;
		console.log(
			`${times.length} readings of a megabyte: p50 ${Math.round(sorted[sorted.length >> 1]!)} ms, p99 ${Math.round(p99)} ms, longest ${Math.round(sorted.at(-1)!)} ms`,
		);
		expect(p99).toBeLessThan(NEARLY_ALL);
	});
});
