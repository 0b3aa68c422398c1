import type { Actor } from '#domain/values/actor.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { holdBack } from '#domain/holds/hold-back.ts';
import { settleObjections } from '#domain/suppressions/ask/open-objections.ts';
import { suppressionHashes } from '#domain/suppressions/ask/suppression-key.ts';
import { maskAddress } from '#domain/values/mask-address.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { lockRunsOf } from './hold-back-runs.ts';

/** What is gone, counted for the person who did it. */
export interface Erased {
	runs: number;
	/** Copies of mails, received and sent. */
	mails: number;
	notes: number;
}

/**
 * Erases a person on her request (R-58, 5.2-10): live runs end without automations; names, addresses, telephones, notes
 * about her, frozen bytes and texts of every mail are gone. What stays names nobody: rows that keep counts and Message-IDs
 * (so that no copy is fetched anew) and the keyed hash of her address on the *Liste d’opposition*, if it stood there or if a
 * mail of hers objected and nobody had confirmed it yet.
 *
 * @throws {Refusal} missing.
 */
export async function eraseContact(tx: Transaction, actor: Actor, contactId: string): Promise<Erased> {
	const live = await lockRunsOf(tx, [contactId]);
	const written = await tx.lock('send', await mailsWrittenTo(tx, contactId));
	for (const id of live) await endEngagement(tx, id, { reason: 'ended-erased', actor });
	for (const sendId of written) await holdBack(tx, { kind: 'message', sendId });
	await tx.lock('contact', [contactId]);
	const contact = await tx.db.contact.findFirst({
		where: { id: contactId, erasedAt: null },
		select: { companyId: true, addresses: { select: { address: true } } },
	});
	if (!contact) throw new Refusal('not-found', 'missing');
	const addresses = contact.addresses.map(({ address }) => address);
	const mails = (await eraseSent(tx, contactId)) + (await eraseReceived(tx, contactId, addresses));
	const { count: notes } = await tx.db.note.deleteMany({ where: { contactId } });
	// Looks keep their evidence for ever otherwise; they are history, and may be deleted but not changed.
	await tx.db.engagementLook.deleteMany({ where: { engagement: { contactId } } });
	await tx.db.engagement.updateMany({ where: { contactId }, data: { reasonDetails: {} } });
	await tx.db.suppression.updateMany({
		where: { OR: [{ contactId }, { addressHash: { in: hashesOf(tx, addresses) } }] },
		data: { sealed: null, contactId: null },
	});
	await keepObjections(tx, addresses);
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
	await recordEvent(tx, { kind: 'contact-erased', companyId: contact.companyId, contactId, actor, data: {} });
	return { runs: live.length, mails, notes };
}

/** Nobody is left to confirm an objection: it stands, without the address. */
async function keepObjections(tx: Transaction, addresses: readonly string[]): Promise<void> {
	const held = { address: { in: [...addresses] } };
	const open = await tx.db.openObjection.findMany({ where: held, distinct: ['address'] });
	const { subscriptionId, at } = tx;
	await tx.db.suppression.createMany({
		data: open.map(({ address }) => ({
			subscriptionId,
			addressHash: hashesOf(tx, [address])[0]!,
			masked: maskAddress(address),
			cause: 'reply',
			at,
		})),
		skipDuplicates: true,
	});
	await settleObjections(tx, { addresses });
}

function hashesOf(tx: Transaction, addresses: readonly string[]): Uint8Array<ArrayBuffer>[] {
	return addresses.flatMap((address) => suppressionHashes(tx, address) as Uint8Array<ArrayBuffer>[]);
}

/** What colleagues wrote to her and what is not armed yet: it does not leave any more. */
async function mailsWrittenTo(tx: Transaction, contactId: string): Promise<string[]> {
	const waiting = await tx.db.send.findMany({
		where: { contactId, kind: { not: 'step' }, state: { in: ['ready', 'claimed'] } },
		select: { id: true },
	});
	return waiting.map(({ id }) => id);
}

async function eraseSent(tx: Transaction, contactId: string): Promise<number> {
	const { count } = await tx.db.sendContent.deleteMany({ where: { send: { contactId } } });
	await tx.db.send.updateMany({
		where: { contactId, state: { in: ['ready', 'claimed'] } },
		data: { state: 'revoked', fence: { increment: 1 }, leaseUntil: null },
	});
	await tx.db.send.updateMany({ where: { contactId }, data: { recipient: null, subject: null } });
	return count;
}

/** Empties the copies; the rows stay, so that the same mail is not taken for a new one at the next reading. */
async function eraseReceived(
	tx: Transaction,
	contactId: string,
	addresses: readonly string[],
): Promise<number> {
	const about = {
		OR: [
			{ contactId },
			{ fromAddress: { in: [...addresses] } },
			{ toAddresses: { hasSome: [...addresses] } },
			{ replyTo: { in: [...addresses] } },
		],
	};
	await tx.db.quarantine.updateMany({ where: { message: about }, data: { bytes: null } });
	// Nothing is left that anybody could read, and nothing is written to this person any more.
	await tx.db.message.updateMany({ where: { contactId, verdict: 'doubtful' }, data: { verdict: 'none' } });
	const { count } = await tx.db.message.updateMany({
		where: about,
		data: {
			fromAddress: null,
			fromName: null,
			toAddresses: [],
			messageId: null,
			thread: [],
			replyTo: null,
			subject: null,
			text: null,
			visibleText: null,
			html: null,
			evidence: {},
		},
	});
	return count;
}
