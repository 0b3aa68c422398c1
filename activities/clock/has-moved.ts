import type { RunHalt } from '#domain/runs/run-entry.ts';

/**
 * What holds the clock beside the world, in the order in which a halt names it: mails that no watcher has read, mails and
 * pokes on their way, and last the looks that they bring about.
 */
export const HALTS = ['watchers', 'sends', 'outbox', 'runs', 'notifications'] as const satisfies (
	RunHalt | 'watchers' | 'outbox'
)[];

/** What is under way at one look, counted; all zero is rest. The compiler refuses a halt of the registry that is not named. */
export type UnderWay = Readonly<Record<(typeof HALTS)[number] | RunHalt, number>>;

/**
 * Whether anything came nearer to rest from one look to the next. The outbox alone never counts: the wait itself puts pokes
 * into it, which are delivered also where no run looks.
 */
export function hasMoved(before: UnderWay, now: UnderWay): boolean {
	return HALTS.some((what) => what !== 'outbox' && now[what] < before[what]);
}
