import { LEFT_OUT_REASONS, type Candidate, type LeftOutReason } from './candidates.ts';

/** How many are not subscribed, by their reason; a reason of nobody is left out. */
export type LeftOutCounts = Partial<Record<LeftOutReason, number>>;

export function countLeftOut(candidates: readonly Candidate[]): LeftOutCounts {
	const counts = LEFT_OUT_REASONS.map(
		(reason) => [reason, candidates.filter(({ leftOut }) => leftOut === reason).length] as const,
	);
	return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
