/** Paths that documents name already and that are still to come. Whoever brings one deletes its line. */
export const AWAITED_PATHS: readonly string[] = [];
