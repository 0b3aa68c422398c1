import { Prisma } from '#prisma/generated/client/client.ts';
import type { Decision } from '#domain/gates/decision.ts';
import { mayClose, mayLeave } from '#domain/gates/gates.ts';
import { STANDS_STILL, type RunReason } from '#domain/gates/reasons.ts';
import type { Situation } from '#domain/gates/situation.ts';
import type { RunFacts } from './run-facts.ts';

/** What the gates say, of a situation whose closing end has moved where a wait is over that let it stand still. */
export interface Answered {
	readonly situation: Situation;
	readonly decision: Decision;
	/** Assignments to the columns of the run's row. */
	readonly moved: Prisma.Sql | undefined;
}

/**
 * Asks the gates. As long as a hold, a doubt or a halt kept a run, its closing delay stood still: its end comes later by
 * their length (docs/design/processes.md#lateness).
 *
 * @param change assignments that are written with the answer in any case.
 */
export function afterStandstill(
	facts: RunFacts,
	situation: Situation,
	change: Prisma.Sql | undefined,
	at: Date,
): Answered {
	const decision = situation.phase === 'closing' ? mayClose(situation, at) : mayLeave(situation, at);
	const end = movedEnd(facts, situation, decision, at);
	if (!end) return { situation, decision, moved: change };
	const later = { ...situation, closingEndsAt: end };
	const moved = Prisma.sql`${change ? Prisma.sql`${change},` : Prisma.empty} closing_ends_at = ${end}`;
	return { situation: later, decision: mayClose(later, at), moved };
}

function movedEnd(facts: RunFacts, situation: Situation, decision: Decision, at: Date): Date | undefined {
	const { closingEndsAt, phase } = situation;
	if (phase !== 'closing' || !closingEndsAt || !STANDS_STILL.has(facts.reason as RunReason)) return undefined;
	if (decision.kind === 'not-before' && decision.reason === facts.reason) return undefined;
	// A pause that began meanwhile moves the end for itself.
	const until = facts.pausedAt
		? Math.max(facts.pausedAt.getTime(), facts.reasonSince.getTime())
		: at.getTime();
	return new Date(closingEndsAt.getTime() + until - facts.reasonSince.getTime());
}
