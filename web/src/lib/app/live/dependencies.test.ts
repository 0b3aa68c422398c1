import { expect, it } from 'vitest';
import type { Change } from './change.ts';
import { concernedBy, kindChanges, rowChanges } from './dependencies.ts';

const loads = [
	kindChanges('engagement'),
	rowChanges('engagement', 'one'),
	rowChanges('engagement', 'other'),
	kindChanges('engagement-like'),
	rowChanges('mailbox', 'one'),
];
const fetched = (...changes: Change[]) => loads.filter((load) => concernedBy(changes)(new URL(load)));

it('of one row: the load that shows it, and lists', () => {
	expect(fetched({ kind: 'engagement', id: 'one' })).toEqual([
		kindChanges('engagement'),
		rowChanges('engagement', 'one'),
	]);
});

it('of many rows: every load that shows one of the kind, and no other', () => {
	expect(fetched({ kind: 'engagement', id: null })).toEqual([
		kindChanges('engagement'),
		rowChanges('engagement', 'one'),
		rowChanges('engagement', 'other'),
	]);
});
