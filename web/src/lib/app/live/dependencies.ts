import type { Change } from './change.ts';

/**
 * Names under which a page's load says what it shows (`depends(rowChanges('engagement', id))`), so that the live
 * changes know which loads to run again.
 */
type Dependency = `refrain:${string}`;

/** The one clock was moved forward. */
export const CLOCK: Dependency = 'refrain:clock';

/** One row: `engagement`, `company`, `relance` (by its company), `notification` (by its user), `mailbox`, `connection`. */
export function rowChanges(kind: string, id: string): Dependency {
	return `refrain:${kind}:${id}`;
}

/** Any row of a kind: lists and counts. */
export function kindChanges(kind: string): Dependency {
	return `refrain:${kind}`;
}

/** Which loads show something of these changes: by row or by kind, and every row of a kind of which many changed. */
export function concernedBy(changes: Iterable<Change>): (url: URL) => boolean {
	const names = new Set<string>();
	const beginnings: string[] = [];
	for (const { kind, id } of changes) {
		names.add(kindChanges(kind));
		if (id === null) beginnings.push(rowChanges(kind, ''));
		else names.add(rowChanges(kind, id));
	}
	return ({ href }) => names.has(href) || beginnings.some((beginning) => href.startsWith(beginning));
}
