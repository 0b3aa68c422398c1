/** What is under way at one look, counted; all zero is rest. */
export interface UnderWay {
	/** Mails of the world that no watcher has read. */
	readonly watchers: number;
	readonly sends: number;
	readonly outbox: number;
	readonly runs: number;
	readonly notifications: number;
}

/**
 * Whether anything came nearer to rest from one look to the next. The outbox alone never counts: the wait itself puts pokes
 * into it, which are delivered also where no run looks.
 */
export function hasMoved(before: UnderWay, now: UnderWay): boolean {
	return (['watchers', 'sends', 'runs', 'notifications'] as const).some((what) => now[what] < before[what]);
}
