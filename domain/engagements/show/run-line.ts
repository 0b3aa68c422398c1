import { nameOf } from '#domain/values/person-name.ts';
import type { EngagementState } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { ReasonFacts } from '#texts/reasons.ts';
import { reasonFacts } from './reason-facts.ts';
import { runSelection, type RunRow } from './run-row.ts';
import { shownReason } from './shown-reason.ts';

/** A run as it shows everywhere: list row, sheet, *Aujourd’hui*, run page. The sentence is `reason` with its `facts`. */
export interface RunLine {
	id: string;
	state: EngagementState;
	reason: string;
	facts: ReasonFacts;
	/** The step that leaves next, from 1; `stepCount` + 1 while closing. */
	position: number;
	stepCount: number;
	/** When the next step is planned, or the closing delay ends; null where nothing is to come by itself. */
	nextAt: Date | null;
	contact: { id: string; name: string };
	company: { id: string; name: string };
	sequence: { id: string; title: string };
	/** The person in whose name it writes. */
	responsible: { id: string; name: string };
	mailboxId: string;
	routineId: string | null;
	startAt: Date;
	engagedAt: Date;
	engagedHow: string;
	endedAt: Date | null;
	outcome: 'success' | 'failure' | null;
}

/** Lines for runs in the order of `ids`; ids of other subscriptions are left out. */
export async function readRunLines(tx: Transaction, ids: readonly string[]): Promise<RunLine[]> {
	const rows = await tx.db.engagement.findMany({ where: { id: { in: [...ids] } }, select: runSelection });
	const byId = new Map(rows.map((row) => [row.id, row]));
	return toRunLines(
		tx,
		ids.flatMap((id) => byId.get(id) ?? []),
	);
}

/** Lines for rows that were read with `runSelection`. */
async function toRunLines(tx: Transaction, rows: readonly RunRow[]): Promise<RunLine[]> {
	const facts = await reasonFacts(tx, rows);
	return rows.map((row) => ({
		id: row.id,
		...shownReason(row, tx.at),
		facts: facts.get(row.id)!,
		position: row.position,
		stepCount: row.stepCount,
		nextAt: row.endedAt
			? null
			: row.state === 'closing'
				? row.closingEndsAt
				: (row.reasonUntil ?? row.plannedAt),
		contact: { id: row.contact.id, name: nameOf(row.contact, row.contact.addresses[0]?.address) },
		company: row.company,
		sequence: { id: row.sequence.id, title: row.sequence.title },
		responsible: { id: row.responsible.id, name: nameOf(row.responsible) },
		mailboxId: row.mailboxId,
		routineId: row.routineId,
		startAt: row.startAt,
		engagedAt: row.engagedAt,
		engagedHow: row.engagedHow,
		endedAt: row.endedAt,
		outcome: row.successAt ? 'success' : row.failureAt ? 'failure' : null,
	}));
}
