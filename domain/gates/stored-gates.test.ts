import { expect, test } from 'vitest';
import { storedGates } from './stored-gates.ts';

test('what an older release stored with less reads as nothing held', () => {
	expect(storedGates([{ gate: 'window', answer: 'waits', until: '2026-11-24T08:00:00.000Z' }])).toEqual([
		{ gate: 'window', answer: 'waits', until: '2026-11-24T08:00:00.000Z', evidence: {}, decides: false },
	]);
});

test('gates of another shape are left out', () => {
	expect(storedGates([{ gate: 'window', answer: 'perhaps' }])).toEqual([]);
	expect(storedGates({ window: 'open' })).toEqual([]);
});
