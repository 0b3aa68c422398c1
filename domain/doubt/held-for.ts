/** What tells how long a run was held by doubt alone. */
export interface HeldRun {
	readonly doubtedSince: Date | null;
	readonly pausedAt: Date | null;
}

/** Milliseconds of a hold by doubtful mails that a pause does not count for itself: a resume moves the closing end by its own. */
export function heldFor({ doubtedSince, pausedAt }: HeldRun, at: Date): number {
	if (!doubtedSince) return 0;
	const end = pausedAt ?? at;
	return Math.max(0, end.getTime() - doubtedSince.getTime());
}

/** Milliseconds of a pause that no hold by doubtful mails counts, which moves the closing end by its own once it is over. */
export function pausedFor({ doubtedSince, pausedAt }: HeldRun, at: Date): number {
	if (!pausedAt) return 0;
	const end = doubtedSince ?? at;
	return Math.max(0, end.getTime() - pausedAt.getTime());
}
