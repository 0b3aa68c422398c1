import { expect, it } from 'vitest';
import { FewAtOnce } from './few-at-once.ts';

it('never more than so many at once, in their order, and one that fails gives its place on', async () => {
	const few = new FewAtOnce(3);
	const begun: number[] = [];
	const ends = Array.from({ length: 9 }, () => Promise.withResolvers<void>());
	const all = ends.map(({ promise }, index) =>
		few.run(async () => {
			begun.push(index);
			await promise;
			return index;
		}),
	);
	const settled = Promise.allSettled(all);
	const passed = () => new Promise((resolve) => setImmediate(resolve));
	await passed();
	expect(begun).toEqual([0, 1, 2]);
	ends[1]!.reject(new Error('broken'));
	await passed();
	expect(begun).toEqual([0, 1, 2, 3]);
	for (const { resolve } of ends) resolve();
	expect((await settled).map(({ status }) => status)).toEqual([
		...['fulfilled', 'rejected'],
		...Array.from({ length: 7 }, () => 'fulfilled'),
	]);
	expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
	await few.run(async () => {});
});
