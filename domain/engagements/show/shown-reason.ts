import type { EngagementState } from '#prisma/generated/client/client.ts';
import { deliveryLimits } from '#platform/limits.ts';

/** What tells whether a run has begun. */
export interface BegunRow {
	readonly state: EngagementState;
	readonly reason: string;
	readonly startAt: Date;
	readonly engagedAt: Date;
	readonly lastLookAt: Date | null;
}

/**
 * The reason that a run shows. Its row tells the truth but for one case, which only the reader can know: it is due, and no
 * look has come to it yet, so the engine cannot be reached (`engine-unreachable`, docs/wording/runs.md). What a person
 * engaged a moment ago is on its way.
 */
export function shownReason(
	row: BegunRow,
	at: Date,
): { readonly state: EngagementState; readonly reason: string } {
	const { state, reason, startAt, engagedAt, lastLookAt } = row;
	const isDue = reason === 'before-start' && startAt <= at;
	const isLeftAlone = at.getTime() - engagedAt.getTime() > deliveryLimits.callWithin;
	return isDue && lastLookAt === null && isLeftAlone
		? { state, reason: 'engine-unreachable' }
		: { state, reason };
}
