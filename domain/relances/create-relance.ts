import type { Actor } from '#domain/values/actor.ts';
import { writeNote } from '#domain/notes/write-note.ts';
import { prospectOnDefaultRoutine } from '#domain/tags/prospect-on-default-routine.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { RelanceFacts } from '#domain/timeline/record/kinds/relances.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { activeFollowers } from './active-followers.ts';
import { isDay } from '#domain/values/due-day.ts';
import { findRelance, today, writeRelance } from './relance-rows.ts';

export interface NewRelance {
	companyId: string;
	/** `2026-03-29`; default today in the subscription's zone. */
	dueOn?: string | undefined;
	priority?: RelanceFacts['priority'] | undefined;
	/** *Suivi par*; default the creator. */
	followerIds?: readonly string[] | undefined;
	/** What is to be done (5.6-17). */
	note?: string | undefined;
}

/**
 * Creates a company's relance by hand. The tag on the creator's default routine becomes Prospect where it was Suspect or
 * none (R-94, 5.2-30).
 *
 * @throws {Refusal} missing; relance-exists: a company has one (5.3-9), it is changed instead; relance-without-follower.
 */
export async function createRelance(
	tx: Transaction,
	actor: Actor,
	input: NewRelance,
): Promise<{ id: string; tagChanged: boolean }> {
	const { companyId } = input;
	if (input.dueOn !== undefined && !isDay(input.dueOn)) throw new Refusal('invalid', 'input');
	if ((await tx.lock('company', [companyId])).length === 0) throw new Refusal('not-found', 'missing');
	if (await findRelance(tx, companyId)) throw new Refusal('conflict', 'relance-exists');
	const followerIds = await activeFollowers(tx, input.followerIds ?? [actor.userId]);
	if (followerIds.length === 0) throw new Refusal('invalid', 'relance-without-follower');
	const relance: RelanceFacts = {
		dueOn: input.dueOn ?? (await today(tx)),
		priority: input.priority ?? 'normal',
		followerIds,
		origin: 'manual',
	};
	const id = await writeRelance(tx, companyId, relance, { createdById: actor.userId });
	const event = await recordEvent(tx, {
		kind: 'relance-created',
		companyId,
		relanceId: id,
		actor,
		data: { relance },
		previous: { relance: null },
	});
	if (input.note) await writeNote(tx, actor, { companyId, text: input.note });
	const tagged = await prospectOnDefaultRoutine(tx, {
		companyId,
		userId: actor.userId,
		causeId: event.id,
		actor,
	});
	return { id, tagChanged: tagged };
}
