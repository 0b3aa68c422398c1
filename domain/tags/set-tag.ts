import type { Actor } from '#domain/values/actor.ts';
import { visibleRoutines } from '#domain/routines/visible-routines.ts';
import type { TagFacts } from '#domain/timeline/record/kinds/relances.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { changeTag, findTag } from './tag-rows.ts';

/**
 * Sets a company's tag on a routine by hand, or its former-customer mention. What is not named stays;
 * `tag: null` takes the tag away.
 *
 * @throws {Refusal} missing where the company does not exist or the actor does not see the routine.
 */
export async function setTag(
	tx: Transaction,
	actor: Actor,
	input: {
		companyId: string;
		routineId: string;
		tag?: TagFacts['tag'] | undefined;
		isFormerCustomer?: boolean | undefined;
	},
): Promise<{ eventId: string | null }> {
	const { companyId, routineId } = input;
	const seen = await tx.db.routine.count({ where: { id: routineId, ...visibleRoutines(actor) } });
	if (seen === 0 || (await tx.lock('company', [companyId])).length === 0)
		throw new Refusal('not-found', 'missing');
	const from = await findTag(tx, companyId, routineId);
	const to: TagFacts = {
		tag: input.tag === undefined ? (from?.tag ?? null) : input.tag,
		isFormerCustomer: input.isFormerCustomer ?? from?.isFormerCustomer ?? false,
		isManual: true,
	};
	const says = to.tag !== null || to.isFormerCustomer ? to : null;
	const event = await changeTag(tx, { companyId, routineId, from, to: says, actor });
	return { eventId: event?.id ?? null };
}
