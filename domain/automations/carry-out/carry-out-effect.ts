import type { Actor } from '#domain/values/actor.ts';
import { skipEffect, type PendingEffect } from '#domain/automations/effect-rows.ts';
import { cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import { beginEngagement } from '#domain/engagements/engage/begin-engagement.ts';
import { usedBy } from '#domain/senders/mailboxes-of-user.ts';
import type { Transaction } from '#platform/database/database.ts';
import { unsubscribeContacts } from '#domain/newsletters/subscribers/unsubscribe-contacts.ts';
import { Refusal } from '#platform/refusal.ts';

/**
 * Carries out what an automation left to a run of its own (docs/design/rows-and-commands.md#automations), once: done, or
 * skipped with its reason, a line of the timeline with its cause in either case. A contact of whom a person would have to
 * be asked first is passed over (5.2-7, 5.6-19). Whoever corrects the cause meanwhile comes before it, or takes back what
 * it did. Locks the contact.
 */
export async function carryOutEffect(tx: Transaction, effectId: string): Promise<void> {
	const found = await tx.db.automationEffect.findFirst({
		where: { id: effectId },
		select: { contactId: true },
	});
	if (!found) return;
	await tx.lock('contact', [found.contactId]);
	const effect = await takePending(tx, effectId);
	if (!effect) return;
	const { contactId, sequenceId, causeId } = effect;
	if (sequenceId === null) return unsubscribe(tx, effect);
	const actor = await actorOf(tx, effect.userId);
	if (!actor) return skipEffect(tx, effect, 'user-gone');
	if (await hasObjected(tx, contactId)) return skipEffect(tx, effect, 'refused-objection');
	const mailboxId = await sameMailbox(tx, effect);
	try {
		const wish = { contactId, sequenceId, mailboxId, causeId, confirmed: [] };
		const begun = await beginEngagement(tx, actor, wish);
		if (begun.kind === 'objected') return await skipEffect(tx, effect, begun.objection.code);
		await tx.db.automationEffect.updateMany({
			where: { id: effectId },
			data: { state: 'done', eventId: begun.eventId, settledAt: tx.at },
		});
	} catch (error) {
		if (!(error instanceof Refusal && error.code === 'missing')) throw error;
		await skipEffect(tx, effect, 'missing');
	}
}

/** She leaves the list of the newsletter whose issue set it off; who left it meanwhile stays as she is. */
async function unsubscribe(tx: Transaction, { id, newsletterId, contactId, causeId }: Taken): Promise<void> {
	const left = {
		newsletterId: newsletterId!,
		contactIds: [contactId],
		cause: 'automation',
		causeId,
	} as const;
	await unsubscribeContacts(tx, left);
	const told = await tx.db.event.findFirst({
		where: { causeId, contactId, kind: 'newsletter-unsubscribed' },
		select: { id: true },
	});
	await tx.db.automationEffect.updateMany({
		where: { id },
		data: { state: 'done', eventId: told?.id ?? null, settledAt: tx.at },
	});
}

interface Taken extends PendingEffect {
	readonly userId: string;
	readonly engagementId: string | null;
}

/** The row, if it is still to be carried out; whoever would skip it waits. */
async function takePending(tx: Transaction, effectId: string): Promise<Taken | undefined> {
	const [row] = await tx.db.$queryRaw<Taken[]>`
		SELECT id::text, sequence_id::text AS "sequenceId", newsletter_id::text AS "newsletterId", company_id::text AS "companyId",
			contact_id::text AS "contactId", cause_id::text AS "causeId", user_id::text AS "userId",
			engagement_id::text AS "engagementId"
		FROM automation_effect
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${effectId}::uuid AND state = 'pending'
		FOR UPDATE`;
	return row;
}

async function actorOf(tx: Transaction, userId: string): Promise<Actor | undefined> {
	const user = await tx.db.user.findFirst({
		where: { id: userId, deactivatedAt: null },
		select: { licence: true },
	});
	return user ? { subscriptionId: tx.subscriptionId, userId, licence: user.licence } : undefined;
}

/** A mail that objects stops everything that would follow by itself, whether somebody has confirmed it or not (5.7-6). */
async function hasObjected(tx: Transaction, contactId: string): Promise<boolean> {
	const objected = { contactId: { in: await cardsOfPerson(tx, contactId) }, verdict: 'objection' };
	return (await tx.db.message.count({ where: { ...objected, direction: 'in' } })) > 0;
}

/** The next sequence is written from where the one before was, as far as the person still writes sequences from there. */
async function sameMailbox(tx: Transaction, { engagementId, userId }: Taken): Promise<string | undefined> {
	if (!engagementId) return undefined;
	const run = await tx.db.engagement.findFirst({
		where: { id: engagementId, mailbox: { ...usedBy(userId), sender: { takesSequences: true } } },
		select: { mailboxId: true },
	});
	return run?.mailboxId;
}
