import type { Actor } from '#domain/values/actor.ts';
import { resolveNotifications } from '#domain/notifications/resolve-notifications.ts';
import { undoEffects, type UndoOutcome } from '#domain/automations/undo/undo-event.ts';
import { nameOf } from '#domain/values/person-name.ts';
import { cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import { poke } from '#domain/outbox/poke.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Engagement } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { heldFor } from '#domain/doubt/held-for.ts';
import { isHeld } from './release-doubt.ts';
import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { honourMeanwhile } from './catch-up-after-reopening.ts';
import { subjectOf } from '#domain/engagements/end/live-run.ts';
import { moveOn } from '#domain/engagements/outcomes/move-on.ts';

/** The kinds of event that end a run with a verdict; automations name them as their cause. */
const END_KINDS = ['engagement-succeeded', 'engagement-failed', 'engagement-stopped'];

/** The event that gave a run its verdict, and caused its automations; undefined where it has none. */
export async function endEventOf(
	tx: Transaction,
	run: Pick<Engagement, 'id' | 'successAt' | 'failureAt'>,
): Promise<string | undefined> {
	const at = run.successAt ?? run.failureAt;
	if (!at) return undefined;
	const event = await tx.db.event.findFirst({
		where: { engagementId: run.id, kind: { in: END_KINDS }, at },
		select: { id: true },
	});
	return event?.id;
}

/**
 * Gives an ended run another life where the verdict that ended it was false (5.6-9): its automations are undone as far as
 * their effects still stand, whoever was told of its end need not see to it, and it goes on at the step where it was, or
 * after it where that one left meanwhile. A step that fell due meanwhile leaves in the next slot of its window, a closing
 * delay goes on where it stood. What the contact answered meanwhile takes effect. The engagement is locked.
 *
 * @throws {Refusal} as `refuseNewLife`.
 */
export async function reopenEngagement(
	tx: Transaction,
	actor: Actor,
	engagementId: string,
	causeId: string,
): Promise<readonly UndoOutcome[]> {
	const run = await tx.db.engagement.findFirstOrThrow({ where: { id: engagementId } });
	if (!run.endedAt) return [];
	await refuseNewLife(tx, run);
	const causeEventId = await endEventOf(tx, run);
	const undone = causeEventId ? await undoEffects(tx, actor, { causeEventId }) : [];
	if (causeEventId) await resolveNotifications(tx, { eventId: causeEventId });
	const closing = run.position > run.stepCount;
	const held = heldFor(run, run.endedAt);
	await tx.db.engagement.updateMany({
		where: { id: engagementId },
		data: {
			state: closing ? 'closing' : 'running',
			reason: closing ? 'closing-delay' : 'step-delay',
			reasonSince: tx.at,
			reasonDetails: {},
			successAt: null,
			failureAt: null,
			endedAt: null,
			endedById: null,
			endedByMessageId: null,
			closingEndsAt:
				run.closingEndsAt && later(run.closingEndsAt, tx.at.getTime() - run.endedAt.getTime() + held),
			...(run.closingEndsAt ? { closingHeldMs: { increment: held } } : {}),
			doubtedSince: (await isHeld(tx, engagementId)) ? tx.at : null,
			// Ended, it waited for a reason: nothing of it is late.
			plannedAt: tx.at,
			nextLookAt: tx.at,
			life: { increment: 1 },
			...((await isSettled(tx, run)) ? { occurrence: { increment: 1 } } : {}),
		},
	});
	const leftAt = await leftMeanwhile(tx, run);
	await recordEvent(tx, {
		kind: 'engagement-reopened',
		...subjectOf(run),
		actor,
		causeId,
		data: { position: leftAt ? run.position + 1 : run.position, life: run.life + 1 },
	});
	if (leftAt) await moveOn(tx, { engagementId, position: run.position, sentAt: leftAt });
	else await askGates(tx, engagementId, 'note');
	await honourMeanwhile(tx, run, run.endedAt);
	await poke(tx, 'engagement', engagementId);
	return undone;
}

function later(end: Date, milliseconds: number): Date {
	return new Date(end.getTime() + milliseconds);
}

/**
 * When the step at hand left, where its fate became known only after the end: nothing moved the ended run then. Undefined
 * where it has not left.
 */
async function leftMeanwhile(
	tx: Transaction,
	run: { readonly id: string; readonly position: number; readonly occurrence: number },
): Promise<Date | undefined> {
	const { id: engagementId, position, occurrence } = run;
	const left = await tx.db.send.findFirst({
		where: {
			engagementId,
			position,
			occurrence,
			OR: [{ state: 'accepted' }, { state: 'uncertain', settledAt: { not: null } }],
		},
		select: { sentAt: true },
	});
	return left ? (left.sentAt ?? tx.at) : undefined;
}

/** The mail of the step at hand was refused for good: a new try is another mail. */
async function isSettled(
	tx: Transaction,
	run: { readonly id: string; readonly position: number; readonly occurrence: number },
): Promise<boolean> {
	const settled = await tx.db.send.count({
		where: { engagementId: run.id, position: run.position, occurrence: run.occurrence, state: 'rejected' },
	});
	return settled > 0;
}

/**
 * Whether an ended run may live again.
 *
 * @throws {Refusal} refused-already-engaged: the contact follows this sequence anew already; mailbox-deleted: nothing is
 * left that it could write from, so it would wait for ever (a deletion withdraws live runs).
 */
export async function refuseNewLife(
	tx: Transaction,
	run: Pick<Engagement, 'contactId' | 'sequenceId' | 'mailboxId'>,
): Promise<void> {
	const deleted = await tx.db.mailbox.count({ where: { id: run.mailboxId, deletedAt: { not: null } } });
	if (deleted > 0) throw new Refusal('conflict', 'mailbox-deleted');
	const cards = await cardsOfPerson(tx, run.contactId);
	const live = await tx.db.engagement.findFirst({
		where: { contactId: { in: cards }, sequenceId: run.sequenceId, endedAt: null },
		select: { position: true, stepCount: true, contact: { select: { firstName: true, lastName: true } } },
	});
	if (!live) return;
	throw new Refusal('conflict', 'refused-already-engaged', {
		contact: nameOf(live.contact),
		step: Math.min(live.position, live.stepCount),
		steps: live.stepCount,
	});
}
