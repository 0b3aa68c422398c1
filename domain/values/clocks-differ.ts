/** Clocks of mail servers differ: milliseconds by which what a mail says came first may have come second. */
export const CLOCKS_DIFFER = 10 * 60_000;
