/** How often `npm run test:long` plays what races with a kill; once in `npm test`. */
export const rounds = Number(process.env.REFRAIN_TEST_ROUNDS ?? 1);

/** Options of such a test. */
export const ROUNDS = { repeats: rounds - 1 };

/** True in `npm run test:long`, which tries everything. */
export const IS_LONG = rounds > 1;
