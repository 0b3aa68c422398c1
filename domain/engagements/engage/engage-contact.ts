import type { Prisma } from '#prisma/generated/client/client.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Automation } from '#domain/automations/automation.ts';
import { poke } from '#domain/outbox/poke.ts';
import { prefilledAutomations } from '#domain/sequences/prefilled-automations.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { readEngageAnswers, type EngageAnswerRead, type EngageReading } from './engage-answers.ts';
import { startOf, type EngageWish } from './engage-wish.ts';
import { nextOf, type NextMoment } from '#domain/engagements/look/next-moment.ts';
import { oncePerRequest } from '#domain/commands/once-per-request.ts';
import type { EngageConfirmation, EngageRefusal } from '#domain/gates/reasons.ts';

/** *Engager*, as the dialog sends it. */
export interface EngageInput extends EngageWish {
	readonly requestId: string;
	/** Null: none. Undefined: as prefilled (5.6-18). */
	readonly routineId?: string | null | undefined;
	/** What the dialog kept replaces the sequence's automations on success (5.6-18); undefined: as prefilled. */
	readonly onSuccess?: readonly Automation[] | undefined;
	/** The questions of the preview that the person confirmed. */
	readonly confirmed: readonly EngageConfirmation[];
	/** `automation`: a contact with a question is skipped, and the timeline says why (5.2-7). */
	readonly how?: 'manual' | 'automation' | undefined;
}

export type Engaged =
	| { readonly engaged: true; readonly engagementId: string; readonly next: NextMoment }
	| { readonly engaged: false; readonly reason: string };

/**
 * Engages a contact in the newest version of an active sequence, in the name of the person who acts and from her own
 * mailbox (5.6-2). The run exists from this commit on; its workflow starts when Temporal can be reached.
 *
 * @throws {Refusal} missing; the code of the first refusal or unconfirmed question of docs/wording/runs.md
 * (`refused-…`, `confirm-…`).
 */
export async function engageContact(tx: Transaction, actor: Actor, input: EngageInput): Promise<Engaged> {
	const { requestId, contactId, sequenceId, startOn } = input;
	const request = { requestId, kind: 'engage', input: { contactId, sequenceId, startOn } };
	return oncePerRequest(tx, actor, request, async () => {
		// Two people engage the same contact at once: the second meets the first one's run.
		await tx.lock('contact', [contactId]);
		await keepSequence(tx, sequenceId);
		const reading = await readEngageAnswers(tx, actor, input);
		const { version, mailboxId } = reading;
		const objection = firstObjection(reading, input.confirmed);
		if (objection && input.how === 'automation') return skip(tx, reading, sequenceId, objection.code);
		if (objection) throw new Refusal('conflict', objection.code, detailsOf(objection, tx.at));
		if (!version || !mailboxId) throw new Refusal('conflict', 'refused-inactive');
		return engage(tx, actor, input, { ...reading, version, mailboxId });
	});
}

/** Whoever deactivates the sequence comes before this run, or takes it along (5.2-6). */
async function keepSequence(tx: Transaction, sequenceId: string): Promise<void> {
	await tx.db.$queryRaw`
		SELECT FROM sequence WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${sequenceId}::uuid FOR SHARE`;
}

type Objection = EngageAnswerRead<EngageRefusal | EngageConfirmation>;

function firstObjection(reading: EngageReading, confirmed: readonly string[]): Objection | undefined {
	const [refusal] = reading.refusals;
	return refusal ?? reading.confirmations.find(({ code }) => !confirmed.includes(code));
}

/** What the sentence names. A refusal holds no address: the person stands for hers, her company for one without a name. */
function detailsOf({ facts }: Objection, at: Date): Record<string, unknown> {
	const who = facts.contact === facts.address ? facts.company : facts.contact;
	return { ...facts, contact: who, address: who, now: at.toISOString() };
}

async function skip(
	tx: Transaction,
	{ contact }: EngageReading,
	sequenceId: string,
	reason: string,
): Promise<Engaged> {
	const { id: contactId, companyId } = contact;
	await recordEvent(tx, { kind: 'engagement-skipped', contactId, companyId, data: { sequenceId, reason } });
	return { engaged: false, reason };
}

async function engage(
	tx: Transaction,
	actor: Actor,
	input: EngageInput,
	reading: EngageReading & { version: NonNullable<EngageReading['version']>; mailboxId: string },
): Promise<Engaged> {
	const { contact, version, mailboxId } = reading;
	const { sequenceId, how = 'manual' } = input;
	const prefill = await prefilledAutomations(tx, { sequenceId, userId: actor.userId });
	const timeZone = contact.timeZone ?? version.timeZone;
	const startAt = startOf(input.startOn, timeZone, tx.at);
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
			routineId: input.routineId === undefined ? prefill.routineId : input.routineId,
			onSuccess: (input.onSuccess ?? prefill.onSuccess) as unknown as Prisma.InputJsonValue,
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
		},
		select: { id: true },
	});
	await recordEvent(tx, {
		kind: 'engaged',
		engagementId,
		companyId: contact.companyId,
		contactId: contact.id,
		mailboxId,
		actor,
		data: { sequenceId, steps: version.steps, startAt: startAt.toISOString(), how },
	});
	await askGates(tx, engagementId, 'note');
	await poke(tx, 'engagement', engagementId);
	return { engaged: true, engagementId, next: await nextOf(tx, engagementId) };
}
