import { expect, it } from 'vitest';
import { asForeseen, foresee } from './foreseen.svelte.ts';

const run = { id: 'a', state: 'running', reason: 'gap', facts: { contact: 'Nadège' } } as never as Parameters<
	typeof asForeseen
>[0];

it('shows a run as it will be until that is taken back, with its facts', () => {
	const takeBack = foresee('a', { state: 'paused', reason: 'paused-by-user', facts: { user: 'Camille' } });
	expect(asForeseen(run)).toEqual({
		id: 'a',
		state: 'paused',
		reason: 'paused-by-user',
		facts: { contact: 'Nadège', user: 'Camille' },
	});
	expect(asForeseen({ ...run, id: 'b' })).toMatchObject({ state: 'running' });
	takeBack();
	expect(asForeseen(run)).toBe(run);
});

it('leaves a later act alone when an earlier one is taken back', () => {
	const first = foresee('a', { state: 'paused' });
	const second = foresee('a', { state: 'withdrawn' });
	first();
	expect(asForeseen(run)).toMatchObject({ state: 'withdrawn' });
	second();
});
