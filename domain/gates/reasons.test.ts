import { expect, it } from 'vitest';
import { REASONS } from '#texts/reasons.ts';
import { END_REASONS, ENGAGE_ANSWERS, RUN_REASONS } from './reasons.ts';

it('every reason has its sentence, and every sentence its reason, with the same state (docs/wording/runs.md)', () => {
	const told = Object.fromEntries(Object.entries(REASONS).map(([code, { state }]) => [code, state]));
	const answers = Object.fromEntries(ENGAGE_ANSWERS.map((code) => [code, null]));
	expect({ ...RUN_REASONS, ...END_REASONS, ...answers }).toEqual(told);
});
