import type { RunHalt } from '#domain/runs/run-entry.ts';

/**
 * What did not come to rest, so that the clock was not moved on: what the registry of runs names (mails under way, runs that
 * do not look, notifications that are not treated), pokes that Temporal does not take, mailboxes that are not read to their
 * end, the mail world.
 */
export type TravelHalt = RunHalt | 'outbox' | 'watchers' | 'world';
