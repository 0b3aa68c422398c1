import type { Actor } from '#domain/values/actor.ts';
import { defaultRoutineOf } from '#domain/routines/default-routine.ts';
import type { Transaction } from '#platform/database/database.ts';
import { prospectAfterRelance } from './prospect-after-relance.ts';
import { changeTag, findTag } from './tag-rows.ts';

/** A new relance's tag on its user's default routine. Lock the company first. @returns whether a tag changed. */
export async function prospectOnDefaultRoutine(
	tx: Transaction,
	input: { companyId: string; userId: string; causeId: string; actor: Pick<Actor, 'userId' | 'bySupport'> },
): Promise<boolean> {
	const routineId = await defaultRoutineOf(tx, input.userId);
	if (!routineId) return false;
	const { companyId, causeId, actor } = input;
	const from = await findTag(tx, companyId, routineId);
	const to = prospectAfterRelance(from);
	if (!to) return false;
	return (await changeTag(tx, { companyId, routineId, from, to, causeId, actor })) !== null;
}
