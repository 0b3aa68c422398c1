import type { Actor } from '#domain/values/actor.ts';
import { writeNote } from '#domain/notes/write-note.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { RelanceFacts } from '#domain/timeline/record/kinds/relances.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { activeFollowers } from './active-followers.ts';
import { mergeEdit } from '#domain/values/merge-edit.ts';
import { isDay } from '#domain/values/due-day.ts';
import { findRelance, writeRelance } from './relance-rows.ts';

export interface RelanceChange {
	companyId: string;
	dueOn?: string | undefined;
	priority?: RelanceFacts['priority'] | undefined;
	followerIds?: readonly string[] | undefined;
	note?: string | undefined;
	/** The relance as the person saw it: what somebody else changed meanwhile is not written over. */
	base?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Changes what is named of a company's relance: its date (this is how it is handled), priority or followers. Nothing is
 * written where nothing changes.
 *
 * @throws {Refusal} missing; relance-changed where somebody else changed the same meanwhile; relance-without-follower: the last one goes by *follow* or *delete*, knowingly.
 */
export async function changeRelance(
	tx: Transaction,
	actor: Actor,
	input: RelanceChange,
): Promise<{ id: string; eventId: string | null }> {
	const { companyId } = input;
	if (input.dueOn !== undefined && !isDay(input.dueOn)) throw new Refusal('invalid', 'input');
	await tx.lock('company', [companyId]);
	const standing = await findRelance(tx, companyId);
	if (!standing) throw new Refusal('not-found', 'missing');
	const { facts } = standing;
	const { dueOn = facts.dueOn, priority = facts.priority, base = {} } = input;
	const asked = { dueOn, priority };
	const { collisions } = mergeEdit(base, asked, { dueOn: facts.dueOn, priority: facts.priority });
	if (collisions.length > 0 && !(await changedBySelf(tx, actor, standing.id)))
		throw new Refusal('conflict', 'relance-changed');
	const followerIds = input.followerIds ? await activeFollowers(tx, input.followerIds) : facts.followerIds;
	if (followerIds.length === 0) throw new Refusal('invalid', 'relance-without-follower');
	const relance: RelanceFacts = {
		...facts,
		followerIds: followerIds.toSorted(),
		...asked,
	};
	if (input.note) await writeNote(tx, actor, { companyId, text: input.note });
	if (JSON.stringify(relance) === JSON.stringify(facts)) return { id: standing.id, eventId: null };
	await writeRelance(tx, companyId, relance);
	const event = await recordEvent(tx, {
		kind: 'relance-changed',
		companyId,
		relanceId: standing.id,
		actor,
		data: { relance },
		previous: { relance: facts },
	});
	return { id: standing.id, eventId: event.id };
}

/** Whoever chooses twice before her page shows the first choice meets nobody but herself. */
async function changedBySelf({ db }: Transaction, actor: Actor, relanceId: string): Promise<boolean> {
	const last = await db.event.findFirst({
		where: { relanceId, kind: { in: ['relance-created', 'relance-changed'] } },
		orderBy: [{ at: 'desc' }, { id: 'desc' }],
		select: { actorId: true },
	});
	return last?.actorId === actor.userId;
}
