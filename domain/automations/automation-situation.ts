import { findRelance, today, type StandingRelance } from '#domain/relances/relance-rows.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { AutomationSituation } from './plan-automations.ts';

/** Reads what the automations of an end meet on a company. Lock the company first where they will be done. */
export async function readAutomationSituation(
	tx: Transaction,
	end: { companyId: string; responsibleUserId: string },
): Promise<AutomationSituation & { readonly standing: StandingRelance | null }> {
	const { companyId, responsibleUserId } = end;
	const standing = await findRelance(tx, companyId);
	const routines = await tx.db.routine.findMany({
		select: {
			id: true,
			tags: { where: { companyId }, select: { tag: true, isFormerCustomer: true, isManual: true } },
		},
	});
	const sequences = await tx.db.sequence.findMany({ select: { id: true, title: true } });
	const users = await tx.db.user.findMany({
		where: { deactivatedAt: null },
		select: { id: true, routines: { where: { isDefault: true }, select: { routineId: true } } },
	});
	return {
		standing,
		today: await today(tx),
		responsibleUserId,
		relance: standing?.facts ?? null,
		tags: new Map(routines.map((routine) => [routine.id, routine.tags[0] ?? null])),
		sequences: new Map(sequences.map(({ id, title }) => [id, title])),
		users: new Map(users.map((user) => [user.id, { defaultRoutineId: user.routines[0]?.routineId ?? null }])),
	};
}
