import type { Actor } from '#domain/values/actor.ts';
import { findRelance, removeRelance, writeRelance } from '#domain/relances/relance-rows.ts';
import { findTag, putTag } from '#domain/tags/tag-rows.ts';
import type { EventData, EventPrevious } from '#domain/timeline/record/event-kinds.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { activeFollowers } from '#domain/relances/active-followers.ts';
import { isUndoable, type UndoableFacts } from '#domain/automations/undoable.ts';
import { planRelanceUndo, planTagUndo, type PlannedUndo } from './plan-undo.ts';
import { lockEffectsOf, planEngagementUndo, withdrawEngaged, withdrawPending } from './undo-engagement.ts';

/** What an undo does, or would do. */
export interface UndoOutcome extends PlannedUndo {
	readonly eventId: string;
	readonly kind: string;
}

interface UndoableEvent extends UndoableFacts {
	readonly id: string;
	readonly contactId: string | null;
	readonly relanceId: string | null;
}

const SELECTED = {
	id: true,
	kind: true,
	companyId: true,
	contactId: true,
	engagementId: true,
	relanceId: true,
	noteId: true,
	actorId: true,
	causeId: true,
	data: true,
	previous: true,
	undoneAt: true,
} as const;

/** What the undo of an event would restore and what it would leave, without doing it. @throws {Refusal} missing; not-undoable. */
export async function previewUndo(tx: Transaction, eventId: string): Promise<UndoOutcome> {
	const { event, ...planned } = await planUndo(tx, await undoable(tx, eventId));
	return { eventId: event.id, kind: event.kind, ...planned.outcome };
}

/**
 * Takes back what an event changed, as far as it still stands as the event left it (5.2-12, 5.4-9), and marks it as
 * undone. Locks the engagement that it is about to withdraw, and its company.
 *
 * @throws {Refusal} missing; not-undoable: another kind of event, or undone before.
 */
export async function undoEvent(
	tx: Transaction,
	actor: Actor,
	input: { eventId: string },
): Promise<UndoOutcome> {
	const event = await undoable(tx, input.eventId);
	if (event.kind === 'engaged') await lockEngaged(tx, event.engagementId!);
	await tx.lock('company', [event.companyId!]);
	const { outcome, carryOut } = await planUndo(tx, event);
	await carryOut(actor);
	await tx.db.event.updateMany({
		where: { id: event.id },
		data: { undoneAt: tx.at, undoneById: actor.bySupport ? null : actor.userId },
	});
	const { companyId, contactId, engagementId, relanceId } = event;
	const { restored, kept } = outcome;
	await recordEvent(tx, {
		kind: 'undone',
		companyId,
		contactId,
		engagementId,
		relanceId,
		actor,
		causeId: event.id,
		data: { undoneEventId: event.id, restored: [...restored], kept: [...kept] },
	});
	return { eventId: event.id, kind: event.kind, ...outcome };
}

/** The events that one event caused, newest first, as far as they can be undone: those of a wrong end (5.6-9). */
async function undoableEffects(tx: Transaction, causeEventId: string): Promise<string[]> {
	const events = await tx.db.event.findMany({
		where: { causeId: causeEventId, undoneAt: null },
		orderBy: [{ at: 'desc' }, { id: 'desc' }],
		select: SELECTED,
	});
	return events.filter(isUndoable).map((event) => event.id);
}

/**
 * Takes back all that one event caused, also what a run of its own has not carried out yet. Effects of one instant may
 * stand on each other (a relance created, then advanced): whichever can be taken back whole goes first. Where it follows
 * locks of contacts or companies, `lockEffectsOf` came before them.
 */
export async function undoEffects(
	tx: Transaction,
	actor: Actor,
	input: { causeEventId: string },
): Promise<UndoOutcome[]> {
	await lockEffectsOf(tx, [input.causeEventId]);
	const outcomes: UndoOutcome[] = [];
	const left = await undoableEffects(tx, input.causeEventId);
	while (left.length > 0) {
		const previews = await inOrder(left, (eventId) => previewUndo(tx, eventId));
		const whole = previews.findIndex((preview) => preview.kept.length === 0);
		const [eventId] = left.splice(Math.max(whole, 0), 1);
		outcomes.push(await undoEvent(tx, actor, { eventId: eventId! }));
	}
	if ((await withdrawPending(tx, input.causeEventId)) > 0)
		outcomes.push({ eventId: input.causeEventId, kind: 'engaged', restored: ['engagement'], kept: [] });
	return outcomes;
}

/** One after the other: a transaction has one connection. */
async function inOrder<In, Out>(items: readonly In[], act: (item: In) => Promise<Out>): Promise<Out[]> {
	const results: Out[] = [];
	for (const item of items) results.push(await act(item));
	return results;
}

async function undoable(tx: Transaction, eventId: string): Promise<UndoableEvent> {
	const event = await tx.db.event.findFirst({ where: { id: eventId }, select: SELECTED });
	if (!event) throw new Refusal('not-found', 'missing');
	if (!isUndoable(event)) throw new Refusal('conflict', 'not-undoable');
	return event;
}

interface UndoPlan {
	readonly event: UndoableEvent;
	readonly outcome: PlannedUndo;
	carryOut(actor: Actor): Promise<void>;
}

/** Of one that has ended nothing is withdrawn, and nothing has to be locked. */
async function lockEngaged(tx: Transaction, id: string): Promise<void> {
	const live = await tx.db.engagement.count({ where: { id, endedAt: null } });
	if (live > 0) await tx.lock('engagement', [id]);
}

async function planUndo(tx: Transaction, event: UndoableEvent): Promise<UndoPlan> {
	if (event.kind === 'tag-changed') return planTag(tx, event);
	if (event.kind === 'note-written') return planNote(tx, event);
	if (event.kind === 'engaged') return planEngagement(tx, event);
	if (event.kind === 'newsletter-unsubscribed') return planUnsubscription(tx, event);
	return planRelance(tx, event);
}

async function planTag(tx: Transaction, event: UndoableEvent): Promise<UndoPlan> {
	const { routineId, tag: after } = event.data as EventData<'tag-changed'>;
	const { tag: before } = event.previous as EventPrevious<'tag-changed'>;
	const companyId = event.companyId!;
	const outcome = planTagUndo({ after }, await findTag(tx, companyId, routineId));
	const exists = await tx.db.routine.count({ where: { id: routineId } });
	return {
		event,
		outcome: exists ? outcome : { restored: [], kept: ['tag'] },
		async carryOut() {
			if (exists && outcome.restored.length > 0) await putTag(tx, companyId, routineId, before);
		},
	};
}

async function planRelance(tx: Transaction, event: UndoableEvent): Promise<UndoPlan> {
	const companyId = event.companyId!;
	const { relance: before } = event.previous as EventPrevious<'relance-changed' | 'relance-created'>;
	const after =
		event.kind === 'relance-deleted' ? null : (event.data as EventData<'relance-changed'>).relance;
	const standing = await findRelance(tx, companyId);
	// Another relance than the event's has taken its place: it is nobody's to undo.
	const isReplaced = standing !== null && standing.id !== event.relanceId;
	const plan = isReplaced
		? { restored: [], kept: ['relance' as const] }
		: planRelanceUndo({ before, after }, standing?.facts ?? null);
	const { restored, kept } = plan;
	return {
		event,
		outcome: { restored, kept },
		async carryOut() {
			const relance = 'relance' in plan ? plan.relance : undefined;
			if (relance === undefined) return;
			if (relance === null) return removeRelance(tx, standing!.id);
			const followerIds = await activeFollowers(tx, relance.followerIds);
			if (followerIds.length === 0) return;
			await writeRelance(
				tx,
				companyId,
				{ ...relance, followerIds },
				{ id: event.relanceId!, createdById: null },
			);
		},
	};
}

async function planEngagement(tx: Transaction, event: UndoableEvent): Promise<UndoPlan> {
	const engagementId = event.engagementId!;
	const outcome = await planEngagementUndo(tx, engagementId);
	return {
		event,
		outcome,
		async carryOut(actor) {
			if (outcome.restored.length > 0) await withdrawEngaged(tx, actor, engagementId, event.id);
		},
	};
}

async function planUnsubscription(tx: Transaction, event: UndoableEvent): Promise<UndoPlan> {
	const { newsletterId } = event.data as EventData<'newsletter-unsubscribed'>;
	// Whoever left it again, by whatever way, stays as she is.
	const where = { newsletterId, contactId: event.contactId!, unsubscribeCause: 'automation' };
	const stands = await tx.db.newsletterSubscriber.count({ where });
	return {
		event,
		outcome: stands ? { restored: ['subscription'], kept: [] } : { restored: [], kept: ['subscription'] },
		async carryOut() {
			await tx.db.newsletterSubscriber.updateMany({
				where,
				data: { unsubscribedAt: null, unsubscribeCause: null, unsubscribedById: null },
			});
		},
	};
}

async function planNote(tx: Transaction, event: UndoableEvent): Promise<UndoPlan> {
	const stands = await tx.db.note.count({ where: { id: event.noteId!, editedAt: null } });
	return {
		event,
		outcome: stands ? { restored: ['note'], kept: [] } : { restored: [], kept: ['note'] },
		async carryOut() {
			await tx.db.note.deleteMany({ where: { id: event.noteId!, editedAt: null } });
		},
	};
}
