import type { Actor } from '#domain/values/actor.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { holdBack } from '#domain/holds/hold-back.ts';
import { settleObjections } from '#domain/suppressions/ask/open-objections.ts';
import { suppressionHash, suppressionHashes } from '#domain/suppressions/ask/suppression-key.ts';
import { maskAddress } from '#domain/values/mask-address.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import { mailboxOf } from '#platform/addresses/comparable-address.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { eraseIssuePlaces } from './erase-issue-places.ts';
import { eraseMails, eraseSent } from './erase-mails.ts';
import { eraseRequests } from './erase-requests.ts';

/** What is gone of a person's own rows. */
export interface ErasedRows {
	runs: number;
	/** Copies of mails, received and sent. */
	mails: number;
	notes: number;
}

/** A person as she is erased. */
export interface ErasedPerson {
	/** Her cards. */
	readonly cards: readonly string[];
	/** All addresses under which she is known. */
	readonly addresses: readonly string[];
}

/** Erases what is hers alone. @throws {Refusal} missing: a card is erased already. */
export async function eraseOwnRows(
	tx: Transaction,
	actor: Actor,
	{ cards, addresses }: ErasedPerson,
): Promise<ErasedRows> {
	await tx.lockAddresses(
		addresses.map((address) => suppressionHash(tx, address)),
		'update',
	);
	const contactId = { in: [...cards] };
	const live = await tx.db.engagement.findMany({ where: { contactId, endedAt: null }, select: { id: true } });
	const runs = await tx.lock(
		'engagement',
		live.map(({ id }) => id),
	);
	const written = await tx.lock('send', await mailsWrittenTo(tx, cards));
	for (const id of runs) await endEngagement(tx, id, { reason: 'ended-erased', actor });
	for (const sendId of written) await holdBack(tx, { kind: 'message', sendId });
	await tx.lock('contact', cards);
	const contacts = await tx.db.contact.findMany({
		where: { id: contactId, erasedAt: null },
		select: { id: true, companyId: true },
	});
	if (contacts.length < cards.length) throw new Refusal('not-found', 'missing');
	const mails = (await eraseSent(tx, { cards, addresses })) + (await eraseMails(tx, { cards, addresses }));
	await eraseRequests(tx, { addresses });
	await eraseIssuePlaces(tx, { cards, addresses });
	const { count: notes } = await tx.db.note.deleteMany({ where: { contactId } });
	// Looks keep their evidence for ever otherwise; they are history, and may be deleted but not changed.
	await tx.db.engagementLook.deleteMany({ where: { engagement: { contactId } } });
	await tx.db.engagement.updateMany({ where: { contactId }, data: { reasonDetails: {} } });
	// With what was noted of her consents. What she unsubscribes from with a mail that she still has is nothing any more.
	await tx.db.newsletterSubscriber.deleteMany({ where: { contactId } });
	await eraseFromLists(tx, { cards, addresses });
	await keepObjections(tx, addresses);
	await forgetAnswers(tx, { cards, addresses });
	await tx.db.contactAddress.deleteMany({ where: { contactId } });
	await tx.db.contact.updateMany({
		where: { id: contactId },
		data: {
			civility: null,
			firstName: null,
			lastName: null,
			function: null,
			phone: null,
			mobile: null,
			linkedinUrl: null,
			timeZone: null,
			addressOrigin: null,
			erasedAt: tx.at,
		},
	});
	for (const { id, companyId } of contacts)
		await recordEvent(tx, { kind: 'contact-erased', companyId, contactId: id, actor, data: {} });
	return { runs: runs.length, mails, notes };
}

/** What colleagues wrote to her and what is not armed yet: it does not leave any more. */
async function mailsWrittenTo(tx: Transaction, cards: readonly string[]): Promise<string[]> {
	const waiting = await tx.db.send.findMany({
		where: { contactId: { in: [...cards] }, kind: { not: 'step' }, state: { in: ['ready', 'claimed'] } },
		select: { id: true },
	});
	return waiting.map(({ id }) => id);
}

/** The keyed hash stays, so that nobody writes to her again. */
async function eraseFromLists(tx: Transaction, { cards, addresses }: ErasedPerson): Promise<void> {
	const hashes = addresses.flatMap((address) => suppressionHashes(tx, address) as Buffer<ArrayBuffer>[]);
	const hers = { OR: [{ contactId: { in: [...cards] } }, { addressHash: { in: hashes } }] };
	await tx.db.suppression.updateMany({
		where: hers,
		data: { sealed: null, contactId: null, messageId: null },
	});
	await tx.db.suppressionRemoval.updateMany({
		where: hers,
		data: { reason: null, contactId: null, messageId: null },
	});
}

/** Nobody is left to confirm an objection: it stands, without the address. */
async function keepObjections(tx: Transaction, addresses: readonly string[]): Promise<void> {
	const held = { mailbox: { in: addresses.map(mailboxOf) } };
	const open = await tx.db.openObjection.findMany({ where: held, distinct: ['address'] });
	const { subscriptionId, at } = tx;
	await tx.db.suppression.createMany({
		data: open.map(({ address }) => ({
			subscriptionId,
			addressHash: suppressionHash(tx, address) as Buffer<ArrayBuffer>,
			masked: maskAddress(address),
			cause: 'reply',
			at,
		})),
		skipDuplicates: true,
	});
	await settleObjections(tx, { addresses });
}

/** Answers that are kept for a browser that sends an act again may name her; that act is refused then. */
async function forgetAnswers(tx: Transaction, { cards, addresses }: ErasedPerson): Promise<void> {
	for (const trace of [...cards, ...addresses]) {
		await tx.sql`
			DELETE FROM answered_request
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND answer IS NOT NULL
				AND position(lower(${trace}::text) IN lower(answer::text)) > 0`;
	}
}
