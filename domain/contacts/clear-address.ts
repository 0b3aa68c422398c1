import type { Actor } from '#domain/values/actor.ts';
import { letTakeEffect } from '#domain/engagements/look/let-take-effect.ts';
import type { InFlight } from '#domain/holds/hold-back.ts';
import { mailsWaitingFor } from '#domain/mails/waiting-mails.ts';
import { putOnList, runsWrittenTo, stopMails } from '#domain/suppressions/suppress.ts';
import { refuseUnlessOpen } from '#domain/privacy/refuse-unless-open.ts';
import { addressesOfPerson, cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import { settleObjections } from '#domain/suppressions/ask/open-objections.ts';
import { suppressionHash } from '#domain/suppressions/ask/suppression-key.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import { holdBackRuns } from './hold-back-runs.ts';

/** How an address is taken away. */
export interface AddressRemoval {
	contactId: string;
	/** Also put it on the *Liste d’opposition*: what a person confirms after an objection (5.6-8). */
	suppress: boolean;
	/** The mail that objects, where there is one. */
	messageId?: string | undefined;
}

/**
 * *Retirer son adresse*: no more mail, while name and function stay. Live runs end in this same transaction
 * (5.2-10). The list takes every address of the person, on whichever card, and the one that the objection came from.
 *
 * @returns mails that had left our process already.
 * @throws {Refusal} missing; mail-private.
 */
export async function clearAddress(
	tx: Transaction,
	actor: Actor,
	envelopes: Envelopes,
	{ contactId, suppress, messageId }: AddressRemoval,
): Promise<{ inFlight: InFlight[] }> {
	if (messageId) await refuseUnlessOpen(tx, actor, messageId);
	const addresses = suppress ? await addressesOf(tx, contactId, messageId) : [];
	await tx.lockAddresses(
		addresses.map((address) => suppressionHash(tx, address)),
		'update',
	);
	const { ids, inFlight } = await holdBackRuns(tx, [contactId], await runsWrittenTo(tx, addresses));
	const mails = await tx.lock('send', await mailsWaitingFor(tx, addresses));
	await tx.lock('contact', [contactId]);
	const contact = await tx.db.contact.findFirst({
		where: { id: contactId, erasedAt: null },
		select: { companyId: true },
	});
	if (!contact) throw new Refusal('not-found', 'missing');
	const cause = messageId ? 'reply' : 'manual';
	let causeId: string | undefined;
	for (const address of addresses)
		causeId = (await putOnList(tx, envelopes, { address, cause, actor, messageId })).causeId ?? causeId;
	// Whoever confirms one objection of a person has answered for all of hers.
	await settleObjections(tx, { addresses });
	inFlight.push(...(await stopMails(tx, mails, causeId)));
	// An objection is the reason of the end, not the address that is gone with it.
	if (suppress) await letTakeEffect(tx, ids);
	const { count } = await tx.db.contactAddress.deleteMany({ where: { contactId } });
	if (count > 0) {
		const { companyId } = contact;
		await recordEvent(tx, {
			kind: 'contact-address-cleared',
			companyId,
			contactId,
			messageId: messageId ?? null,
			actor,
			data: {},
		});
	}
	if (!suppress) await letTakeEffect(tx, ids);
	return { inFlight };
}

async function addressesOf(
	tx: Transaction,
	contactId: string,
	messageId: string | undefined,
): Promise<string[]> {
	const message = messageId
		? await tx.db.message.findFirst({
				where: { id: messageId, contactId: { in: await cardsOfPerson(tx, contactId) }, direction: 'in' },
			})
		: null;
	const all = [...(await addressesOfPerson(tx, contactId)), message?.fromAddress];
	return [...new Set(all.filter((address): address is string => Boolean(address)))];
}
