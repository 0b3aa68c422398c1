import { nameOf } from '#domain/values/person-name.ts';
import type { EngagementState } from '#prisma/generated/client/client.ts';
import type { ReasonFacts } from '#texts/reasons.ts';
import type { RunRow } from './run-row.ts';
import { shownReason } from './shown-reason.ts';

/** Where a run stands, whoever reads it. The sentence is `reason` with its `facts`. */
export interface RunStand {
	id: string;
	state: EngagementState;
	reason: string;
	facts: ReasonFacts;
	/** The step that leaves next, from 1; `stepCount` + 1 while closing. */
	position: number;
	stepCount: number;
	/** When the next step is planned, or the closing delay ends; null where nothing is to come by itself. */
	nextAt: Date | null;
	sequence: { id: string; title: string };
	/** The person in whose name it writes. */
	responsible: { id: string; name: string };
	engagedAt: Date;
	endedAt: Date | null;
}

/** Where the run of a row stands at an instant. */
export function runStand(row: RunRow, facts: ReasonFacts, at: Date): RunStand {
	return {
		id: row.id,
		...shownReason(row, at),
		facts,
		position: row.position,
		stepCount: row.stepCount,
		nextAt: nextAt(row),
		sequence: { id: row.sequence.id, title: row.sequence.title },
		responsible: { id: row.responsible.id, name: nameOf(row.responsible) },
		engagedAt: row.engagedAt,
		endedAt: row.endedAt,
	};
}

function nextAt(row: RunRow): Date | null {
	if (row.endedAt) return null;
	return row.state === 'closing' ? row.closingEndsAt : (row.reasonUntil ?? row.plannedAt);
}
