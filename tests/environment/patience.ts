/**
 * The longest that a test waits for one thing, in milliseconds. It bounds a hang and says nothing of how fast the product is:
 * it holds on a machine that has ten times more to do than processors for it.
 */
export const LONGEST_WAIT = 5 * 60_000;

/** The longest that one test or one hook may take, in milliseconds: a few waits, so that a wait's own words come first. */
export const LONGEST_TEST = 3 * LONGEST_WAIT;
