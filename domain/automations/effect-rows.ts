import type { EngageAnswer } from '#domain/gates/reasons.ts';
import { pokeAll } from '#domain/outbox/poke.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { AutomationCause } from './automation-cause.ts';

/** What an automation does with locks that its cause may not take. */
export type DeferredEffect =
	| { readonly kind: 'engage'; readonly sequenceId: string }
	| { readonly kind: 'unsubscribe'; readonly newsletterId: string };

/** Writes what `effect/<id>` will carry out, with its cause (docs/design/rows-and-commands.md#automations). */
export async function deferEffects(
	tx: Transaction,
	cause: AutomationCause,
	effects: readonly DeferredEffect[],
): Promise<void> {
	if (effects.length === 0) return;
	const { eventId, userId, subject } = cause;
	const rows = await tx.db.automationEffect.createManyAndReturn({
		data: effects.map((effect) => ({
			subscriptionId: tx.subscriptionId,
			...effect,
			causeId: eventId,
			companyId: subject.companyId,
			contactId: subject.contactId,
			engagementId: subject.engagementId ?? null,
			userId,
			createdAt: tx.at,
		})),
		select: { id: true },
	});
	await pokeAll(
		tx,
		'effect',
		rows.map(({ id }) => id),
	);
}

/** A row that nobody has carried out, as its cause left it. */
export interface PendingEffect {
	readonly id: string;
	/** Of one that engages. */
	readonly sequenceId: string | null;
	/** Of one that unsubscribes. */
	readonly newsletterId: string | null;
	readonly companyId: string;
	readonly contactId: string;
	readonly causeId: string;
}

/** The effects of a cause that are still to be carried out; each waits for whoever carries it out now. */
export async function pendingEffectsOf(tx: Transaction, causeId: string): Promise<PendingEffect[]> {
	return tx.db.$queryRaw<PendingEffect[]>`
		SELECT id::text, sequence_id::text AS "sequenceId", newsletter_id::text AS "newsletterId", company_id::text AS "companyId",
			contact_id::text AS "contactId", cause_id::text AS "causeId"
		FROM automation_effect
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND cause_id = ${causeId}::uuid AND state = 'pending'
		ORDER BY id FOR UPDATE`;
}

/**
 * Why an effect was passed over, beside what *Engager* answers: what set it off was corrected, the person in whose name it
 * would be is not active any more, its contact or its sequence is not there any more.
 */
export type EffectSkip = 'cause-corrected' | 'user-gone' | 'missing';

/** Passes over an effect for good, with its reason, and tells it in the timeline. */
export async function skipEffect(
	tx: Transaction,
	effect: PendingEffect,
	reason: EffectSkip | EngageAnswer,
): Promise<void> {
	const { id, sequenceId, companyId, contactId, causeId } = effect;
	const told = { companyId, contactId, causeId };
	const { id: eventId } = sequenceId
		? await recordEvent(tx, { kind: 'engagement-skipped', ...told, data: { sequenceId, reason } })
		: await recordEvent(tx, {
				kind: 'automation-skipped',
				...told,
				data: { automation: 'unsubscribe', reason },
			});
	await tx.db.automationEffect.updateMany({
		where: { id },
		data: { state: 'skipped', reason, eventId, settledAt: tx.at },
	});
}
