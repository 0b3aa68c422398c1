import type { RelanceFacts } from '#domain/timeline/record/kinds/relances.ts';

/** What becomes of the one relance of a company when an automation proposes another. */
export interface MergedRelance {
	/** `changed`: same date, another priority or more followers. `unchanged`: kept in history only. */
	readonly kind: 'created' | 'advanced' | 'changed' | 'unchanged';
	readonly relance: RelanceFacts;
}

const RANK = { high: 3, normal: 2, low: 1 } as const;

/**
 * The date comes first: a nearer one advances the relance and brings its priority, a later one changes nothing, and an
 * overdue relance stays (R-100, 5.2-33); on the same date the highest priority wins. Where two meet their
 * followers are united (5.2-32).
 */
export function mergeRelance(existing: RelanceFacts | null, proposed: RelanceFacts): MergedRelance {
	if (!existing) return { kind: 'created', relance: { ...proposed, followerIds: [...proposed.followerIds] } };
	if (proposed.dueOn > existing.dueOn) return { kind: 'unchanged', relance: existing };
	const followerIds = [...new Set([...existing.followerIds, ...proposed.followerIds])];
	if (proposed.dueOn < existing.dueOn) return { kind: 'advanced', relance: { ...proposed, followerIds } };
	const isRaised = RANK[proposed.priority] > RANK[existing.priority];
	if (!isRaised && followerIds.length === existing.followerIds.length)
		return { kind: 'unchanged', relance: existing };
	const priority = isRaised ? proposed.priority : existing.priority;
	return { kind: 'changed', relance: { ...existing, priority, followerIds } };
}
