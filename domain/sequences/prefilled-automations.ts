import { parseAutomations, type Automation } from '#domain/automations/automation.ts';
import { defaultRoutineOf } from '#domain/routines/default-routine.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/** What the engage dialog begins with (5.6-18). */
export interface Prefill {
	routineId: string | null;
	onSuccess: Automation[];
	onFailure: Automation[];
}

/**
 * The routine and the automations that the engage dialog is filled with: the sequence's own; where it has no relance on
 * success, one on the default routine of the person who will follow, *Haute*, on the day of the success (5.6-18).
 *
 * @throws {Refusal} missing.
 */
export async function prefilledAutomations(
	tx: Transaction,
	{ sequenceId, userId }: { sequenceId: string; userId: string },
): Promise<Prefill> {
	const sequence = await tx.db.sequence.findFirst({
		where: { id: sequenceId },
		select: { currentVersion: true },
	});
	const version =
		sequence &&
		(await tx.db.sequenceVersion.findFirst({
			where: { sequenceId, number: sequence.currentVersion },
			select: { routineId: true, onSuccess: true, onFailure: true },
		}));
	if (!version) throw new Refusal('not-found', 'missing');
	const onSuccess = parseAutomations(version.onSuccess);
	const hasRelance = onSuccess.some(({ kind }) => kind === 'relance');
	return {
		routineId: version.routineId ?? (await defaultRoutineOf(tx, userId)),
		onSuccess: hasRelance ? onSuccess : [...onSuccess, RELANCE_ON_SUCCESS],
		onFailure: parseAutomations(version.onFailure),
	};
}

const RELANCE_ON_SUCCESS: Automation = {
	kind: 'relance',
	priority: 'high',
	days: 0,
	follower: 'responsible',
	tag: { kind: 'default' },
};
