import type { RelanceFacts, TagFacts } from '#domain/timeline/record/kinds/relances.ts';

/** What an undo would do to one event's change: what it restores, what it leaves since a person changed it. */
export interface PlannedUndo {
	/** Names of what is put back: relance, date, priority, followers, tag, note, engagement, subscription. */
	readonly restored: readonly UndoPart[];
	readonly kept: readonly UndoPart[];
}

export type UndoPart =
	'relance' | 'date' | 'priority' | 'followers' | 'tag' | 'note' | 'engagement' | 'subscription';

export interface RelanceUndo extends PlannedUndo {
	/** The relance afterwards; null: none. Undefined: nothing changes. */
	readonly relance?: RelanceFacts | null;
}

/**
 * Takes back a change of a relance, as far as it still stands as it was left (5.4-9).
 *
 * @param change what the event left (`after`) and what stood before it (`before`); null: no relance.
 * @param current the relance now.
 */
export function planRelanceUndo(
	change: { readonly before: RelanceFacts | null; readonly after: RelanceFacts | null },
	current: RelanceFacts | null,
): RelanceUndo {
	const { before, after } = change;
	if (after === null) {
		if (before === null || current !== null) return { restored: [], kept: ['relance'] };
		return { restored: ['relance'], kept: [], relance: before };
	}
	if (current === null) return { restored: [], kept: ['relance'] };
	if (before === null) {
		if (!isSame(current, after)) return { restored: [], kept: ['relance'] };
		return { restored: ['relance'], kept: [], relance: null };
	}
	return undoParts(before, after, current);
}

function undoParts(before: RelanceFacts, after: RelanceFacts, current: RelanceFacts): RelanceUndo {
	const restored: UndoPart[] = [];
	const kept: UndoPart[] = [];
	const relance = { ...current };
	if (before.dueOn !== after.dueOn) {
		const stands = current.dueOn === after.dueOn;
		(stands ? restored : kept).push('date');
		if (stands) Object.assign(relance, { dueOn: before.dueOn, origin: before.origin });
	}
	if (before.priority !== after.priority) {
		const stands = current.priority === after.priority;
		(stands ? restored : kept).push('priority');
		if (stands) relance.priority = before.priority;
	}
	const followers = undoFollowers(before.followerIds, after.followerIds, current.followerIds);
	if (followers === 'kept') kept.push('followers');
	else if (followers !== 'same') {
		restored.push('followers');
		relance.followerIds = followers;
	}
	return restored.length > 0 ? { restored, kept, relance } : { restored, kept };
}

/** Those who were added go, those who were taken off come back; but never so that nobody is left. */
function undoFollowers(before: string[], after: string[], current: string[]): string[] | 'same' | 'kept' {
	const added = after.filter((id) => !before.includes(id));
	const removed = before.filter((id) => !after.includes(id));
	if (added.length + removed.length === 0) return 'same';
	const result = [
		...current.filter((id) => !added.includes(id)),
		...removed.filter((id) => !current.includes(id)),
	];
	const changes = result.length !== current.length || result.some((id) => !current.includes(id));
	return changes && result.length > 0 ? result.toSorted() : 'kept';
}

/** Takes back a change of a tag where it stands as it was left. */
export function planTagUndo(
	change: { readonly after: TagFacts | null },
	current: TagFacts | null,
): PlannedUndo {
	const stands =
		(current?.tag ?? null) === (change.after?.tag ?? null) &&
		(current?.isFormerCustomer ?? false) === (change.after?.isFormerCustomer ?? false);
	return stands ? { restored: ['tag'], kept: [] } : { restored: [], kept: ['tag'] };
}

function isSame(one: RelanceFacts, other: RelanceFacts): boolean {
	return (
		one.dueOn === other.dueOn &&
		one.priority === other.priority &&
		one.followerIds.toSorted().join() === other.followerIds.toSorted().join()
	);
}
