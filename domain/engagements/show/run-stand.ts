import { nameOf } from '#domain/values/person-name.ts';
import type { EngagementState, SendState } from '#prisma/generated/client/client.ts';
import type { ReasonFacts } from '#texts/reason-words.ts';
import { goesOnAt } from './goes-on-at.ts';
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
	/** How many steps left, as far as is known; a step that was passed over is none. */
	sent: number;
	/** When the next step is planned, or the closing delay ends; never past, null where nothing is to come by itself. */
	nextAt: Date | null;
	sequence: { id: string; title: string };
	/** The person in whose name it writes. */
	responsible: { id: string; name: string };
	engagedAt: Date;
	endedAt: Date | null;
}

/** A mail of which this is known has left, or may have. */
const LEFT: readonly SendState[] = ['accepted', 'uncertain'];

/** Where the run of a row stands at an instant. */
export function runStand(row: RunRow, facts: ReasonFacts, at: Date): RunStand {
	const isUnderWay = row.sends.some(({ state }) => !LEFT.includes(state));
	const { dueSince, ...shown } = shownReason({ ...row, isUnderWay }, at);
	return {
		id: row.id,
		...shown,
		facts: dueSince ? { ...facts, dueSince } : facts,
		position: row.position,
		stepCount: row.stepCount,
		sent: new Set(row.sends.flatMap(({ state, position }) => (LEFT.includes(state) ? [position] : []))).size,
		nextAt: goesOnAt({ ...row, ...shown }, at),
		sequence: { id: row.sequence.id, title: row.sequence.title },
		responsible: { id: row.responsible.id, name: nameOf(row.responsible) },
		engagedAt: row.engagedAt,
		endedAt: row.endedAt,
	};
}
