import { nameOf } from '#domain/values/person-name.ts';
import type { Transaction } from '#platform/database/database.ts';
import { reasonFacts } from './reason-facts.ts';
import { runSelection, type RunRow } from './run-row.ts';
import { runStand, type RunStand } from './run-stand.ts';

/** A run as it shows everywhere: list row, sheet, *Aujourd’hui*, run page. */
export interface RunLine extends RunStand {
	contact: { id: string; name: string };
	company: { id: string; name: string };
	mailboxId: string;
	routineId: string | null;
	startAt: Date;
	engagedHow: string;
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
		...runStand(row, facts.get(row.id)!, tx.at),
		contact: { id: row.contact.id, name: nameOf(row.contact, row.contact.addresses[0]?.address) },
		company: row.company,
		mailboxId: row.mailboxId,
		routineId: row.routineId,
		startAt: row.startAt,
		engagedHow: row.engagedHow,
		outcome: row.successAt ? 'success' : row.failureAt ? 'failure' : null,
	}));
}
