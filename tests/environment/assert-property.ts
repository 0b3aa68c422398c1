import { assert } from 'fast-check';
import { IS_LONG, rounds } from './rounds.ts';

/** Any number: it only has to be the same for everybody. */
const SEED = 20_260_911;

/**
 * `fc.assert` as all tests call it. `npm test` draws the same cases each time, so what fails was made to fail by the change
 * that is tried; `npm run test:long` draws others, and as many times more as it plays rounds.
 */
export const assertProperty = ((property, parameters) =>
	assert(property, {
		seed: IS_LONG ? Date.now() : SEED,
		...parameters,
		numRuns: (parameters?.numRuns ?? 100) * rounds,
	})) as typeof assert;
