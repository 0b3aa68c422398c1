import { invalidate } from '$app/navigation';
import { rowChanges } from '#lib/app/live/dependencies.ts';

/** How often the results of an issue are read anew while they are looked at, in milliseconds: hits are too many to tell of each. */
const AGAIN = 10_000;

/** Reads an issue's results anew while the page is seen; call it in an effect. Answers what stops it. */
export function readWhileObserved(issueId: string): () => void {
	const timer = setInterval(() => {
		if (document.visibilityState === 'visible') void invalidate(rowChanges('issue', issueId));
	}, AGAIN);
	return () => clearInterval(timer);
}
