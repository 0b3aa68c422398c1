/**
 * What did not come to rest, so that the clock was not moved on: sends under way, pokes that Temporal does not take, runs
 * that do not look, notifications that are not treated, mailboxes that are not read to their end, the mail world.
 */
export type TravelHalt = 'sends' | 'outbox' | 'runs' | 'notifications' | 'watchers' | 'world';
