import { later } from '#domain/gates/decision.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
import type { RunRow } from './run-row.ts';

/** States in which a run waits for a person or for what is mended: no instant is known. */
const WAITS_FOR_SOMEBODY: readonly string[] = ['paused', 'blocked'];

/** Reasons that last until a proof or the engine is there, whatever instant was planned before. */
const WAITS_FOR_NO_INSTANT: readonly string[] = ['send-uncertain', 'engine-unreachable'];

/**
 * When a run goes on by itself, at `at`: its next step or its end. Null where nothing is to come by itself; `at` where it is
 * due already, never an instant of the past.
 */
export function goesOnAt(
	row: Pick<RunRow, 'endedAt' | 'state' | 'reason' | 'reasonUntil' | 'plannedAt' | 'closingEndsAt'>,
	at: Date,
): Date | null {
	const { endedAt, state, reason } = row;
	if (endedAt || WAITS_FOR_SOMEBODY.includes(state) || WAITS_FOR_NO_INSTANT.includes(reason)) return null;
	const next = state === 'closing' ? row.closingEndsAt : (row.reasonUntil ?? row.plannedAt);
	return next && later(next, at);
}

/** The same of the table `e`, before it is held to the present: a key to sort by, NULL where nothing comes by itself. */
export const goesOnColumn = Prisma.sql`CASE
	WHEN e.ended_at IS NOT NULL OR e.state::text = ANY(${[...WAITS_FOR_SOMEBODY]}::text[])
		OR e.reason = ANY(${[...WAITS_FOR_NO_INSTANT]}::text[]) THEN NULL
	WHEN e.state = 'closing' THEN e.closing_ends_at
	ELSE coalesce(e.reason_until, e.planned_at) END`;
