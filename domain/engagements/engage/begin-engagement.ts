import type { Prisma } from '#prisma/generated/client/client.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Automation } from '#domain/automations/automation.ts';
import { cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import { knownReplyOf } from '#domain/persons/reply-holds.ts';
import { standingAbsence } from './standing-absence.ts';
import { poke } from '#domain/outbox/poke.ts';
import { prefilledAutomations } from '#domain/sequences/prefilled-automations.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { askGates } from '#domain/engagements/look/ask-gates.ts';
import type { EngageConfirmation, EngageRefusal } from '#domain/gates/reasons.ts';
import { readEngageAnswers, type EngageAnswerRead, type EngageReading } from './engage-answers.ts';
import { startOf, type EngageWish } from './engage-wish.ts';

/** What an engagement begins with. */
export interface Beginning extends EngageWish {
	/** Null: none. Undefined: as prefilled (5.6-18). */
	readonly routineId?: string | null | undefined;
	/** Undefined: as prefilled (5.6-18). */
	readonly onSuccess?: readonly Automation[] | undefined;
	/** The questions that a person answered with yes. */
	readonly confirmed: readonly EngageConfirmation[];
	/** The event that caused it; without one, a person did it. */
	readonly causeId?: string | undefined;
}

export type Begun =
	| { readonly kind: 'engaged'; readonly engagementId: string; readonly eventId: string }
	/** The first refusal, or the first question that nobody answered (docs/wording/runs.md). */
	| {
			readonly kind: 'objected';
			readonly objection: EngageAnswerRead<EngageRefusal | EngageConfirmation>;
			readonly contact: EngageReading['contact'];
	  };

/**
 * Engages a contact in the newest version of an active sequence in the name of `actor` and from her own mailbox (5.6-2),
 * unless something speaks against it. The run exists from this commit on. Locks the person's cards.
 *
 * @throws {Refusal} missing: contact or sequence of nobody here.
 */
export async function beginEngagement(tx: Transaction, actor: Actor, wish: Beginning): Promise<Begun> {
	// Two people engage the same person at once: the second meets the first one's run.
	await tx.lock('contact', [...new Set([wish.contactId, ...(await cardsOfPerson(tx, wish.contactId))])]);
	await keepSequence(tx, wish.sequenceId);
	const reading = await readEngageAnswers(tx, actor, wish);
	const { version, mailboxId, contact, refusals, confirmations } = reading;
	const objection = refusals[0] ?? confirmations.find(({ code }) => !wish.confirmed.includes(code));
	if (objection) return { kind: 'objected', objection, contact };
	if (!version || !mailboxId) throw new Error('an engagement without version or mailbox was not refused');
	return engage(tx, actor, wish, { contact, version, mailboxId });
}

/** Whoever deactivates the sequence comes before this run, or takes it along (5.2-6). */
async function keepSequence(tx: Transaction, sequenceId: string): Promise<void> {
	await tx.db.$queryRaw`
		SELECT FROM sequence WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${sequenceId}::uuid FOR SHARE`;
}

async function engage(
	tx: Transaction,
	actor: Actor,
	wish: Beginning,
	of: Pick<EngageReading, 'contact'> & { version: NonNullable<EngageReading['version']>; mailboxId: string },
): Promise<Begun> {
	const { contact, version, mailboxId } = of;
	const { sequenceId, causeId } = wish;
	const how = causeId === undefined ? 'manual' : 'automation';
	const prefill = await prefilledAutomations(tx, { sequenceId, userId: actor.userId });
	const timeZone = contact.timeZone ?? version.timeZone;
	const startAt = startOf(wish.startOn, timeZone, tx.at);
	const { id: engagementId } = await tx.db.engagement.create({
		data: {
			subscriptionId: tx.subscriptionId,
			contactId: contact.id,
			companyId: contact.companyId,
			sequenceId,
			versionId: version.id,
			mailboxId,
			responsibleUserId: actor.userId,
			engagedById: actor.userId,
			engagedHow: how,
			routineId: wish.routineId === undefined ? prefill.routineId : wish.routineId,
			onSuccess: (wish.onSuccess ?? prefill.onSuccess) as unknown as Prisma.InputJsonValue,
			onFailure: prefill.onFailure as unknown as Prisma.InputJsonValue,
			startAt,
			engagedAt: tx.at,
			timeZone,
			stepCount: version.steps,
			state: 'scheduled',
			reason: 'before-start',
			reasonSince: tx.at,
			dueAt: startAt,
			plannedAt: startAt,
			nextLookAt: startAt,
			repliesAnsweredUntil: await knownReplyOf(tx, contact.id),
			...(await standingAbsence(tx, contact.id, timeZone)),
		},
		select: { id: true },
	});
	const { id: eventId } = await recordEvent(tx, {
		kind: 'engaged',
		engagementId,
		companyId: contact.companyId,
		contactId: contact.id,
		mailboxId,
		...(causeId === undefined ? { actor } : { causeId }),
		data: { sequenceId, steps: version.steps, startAt: startAt.toISOString(), how },
	});
	await askGates(tx, engagementId, 'note');
	await poke(tx, 'engagement', engagementId);
	return { kind: 'engaged', engagementId, eventId };
}
