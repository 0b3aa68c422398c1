import type { EngagementState } from '#prisma/generated/client/client.ts';
import { deliveryLimits } from '#platform/limits.ts';

/** A run that goes on by itself is looked at when it is due; one that is not for so long is left alone, in milliseconds. */
const OVERDUE = 5 * 60_000;

/** States in which a run goes on at its next look, whoever does nothing. */
const GOES_ON_ALONE: readonly EngagementState[] = ['scheduled', 'running', 'waiting', 'closing'];

/** What tells whether a run has begun. */
export interface BegunRow {
	readonly state: EngagementState;
	readonly reason: string;
	readonly startAt: Date;
	readonly engagedAt: Date;
	readonly lastLookAt: Date | null;
	readonly nextLookAt: Date | null;
	/** A mail of it is on its way to the server. */
	readonly isUnderWay: boolean;
}

/**
 * The reason that a run shows. Its row tells the truth but for one case, which only the reader can know: it is due, and no
 * look has come to it, so the engine cannot be reached (`engine-unreachable`, docs/wording/runs.md). What a person engaged a
 * moment ago is on its way, and so is what is being sent. `dueSince`: since when a run that had begun is left alone.
 */
export function shownReason(
	row: BegunRow,
	at: Date,
): { readonly state: EngagementState; readonly reason: string; readonly dueSince?: Date } {
	const { state, reason, startAt, engagedAt, lastLookAt } = row;
	const isDue = reason === 'before-start' && startAt <= at;
	const isLeftAlone = at.getTime() - engagedAt.getTime() > deliveryLimits.callWithin;
	if (isDue && lastLookAt === null && isLeftAlone) return { state, reason: 'engine-unreachable' };
	const dueSince = overdueSince(row, at);
	return dueSince ? { state, reason: 'engine-unreachable', dueSince } : { state, reason };
}

function overdueSince(
	{ state, reason, lastLookAt, nextLookAt, isUnderWay }: BegunRow,
	at: Date,
): Date | null {
	// Evidence is looked for by the wall clock, whatever was due.
	const mayBeLeft = GOES_ON_ALONE.includes(state) && reason !== 'send-uncertain' && !isUnderWay;
	if (!mayBeLeft || !lastLookAt || !nextLookAt) return null;
	return at.getTime() - nextLookAt.getTime() > OVERDUE ? nextLookAt : null;
}
