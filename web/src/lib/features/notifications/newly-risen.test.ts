import { expect, it } from 'vitest';
import { NewlyRisen } from './newly-risen.ts';

/** Open notifications by their minutes. */
const open = (...minutes: number[]) =>
	minutes.map((minute) => ({ id: `n${minute}`, createdAt: new Date(minute * 60_000) }));
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

it('tells what comes after the page, once', () => {
	const risen = new NewlyRisen();
	expect(risen.among(open(3, 2))).toEqual([]);
	expect(ids(risen.among(open(4, 3, 2)))).toEqual(['n4']);
	expect(risen.among(open(4, 3, 2))).toEqual([]);
});

it('lets old ones that come into sight behind treated ones rise no second time', () => {
	const risen = new NewlyRisen();
	risen.among(open(30, 29, 28));
	expect(risen.among(open(28, 7, 6))).toEqual([]);
	expect(ids(risen.among(open(31, 28, 7)))).toEqual(['n31']);
});

it('tells the first that comes to a flag that was empty', () => {
	const risen = new NewlyRisen();
	risen.among([]);
	expect(ids(risen.among(open(1)))).toEqual(['n1']);
});

it('tells one that came in the same instant as the newest', () => {
	const risen = new NewlyRisen();
	risen.among(open(5));
	const twin = { id: 'twin', createdAt: new Date(5 * 60_000) };
	expect(ids(risen.among([twin, ...open(5)]))).toEqual(['twin']);
});
