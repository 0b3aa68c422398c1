import { z } from 'zod';
import { cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import { suppressionHash } from '#domain/suppressions/ask/suppression-key.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/** What a person may have said, of opens or of clicks. */
export const MEASURING_ANSWERS = ['yes', 'no', 'unknown'] as const;
export type MeasuringAnswer = (typeof MEASURING_ANSWERS)[number];

export const measuringChoiceSchema = z.object({
	contactId: z.uuid(),
	opens: z.enum(MEASURING_ANSWERS),
	clicks: z.enum(MEASURING_ANSWERS),
});

/** A choice of a contact, and who wrote it down. */
export interface MeasuringWish extends z.output<typeof measuringChoiceSchema> {
	/** Without one the person chose herself, on the page behind a mail. */
	readonly actor?: { readonly userId: string; readonly bySupport?: boolean };
}

/**
 * Keeps what a person said about being measured (D-67), on all of her cards: mails that left before are silent too from a
 * refusal on. The same choice again changes nothing, whoever said it first.
 *
 * @throws {Refusal} missing: there is no such contact, or she was erased.
 */
export async function chooseMeasuring(
	tx: Transaction,
	{ contactId, opens, clicks, actor }: MeasuringWish,
): Promise<void> {
	const cards = await tx.lock('contact', await cardsOfPerson(tx, contactId));
	const known = await tx.db.contact.findMany({
		where: { id: { in: cards }, erasedAt: null },
		select: { id: true, companyId: true, measuringChoice: { select: { opens: true, clicks: true } } },
	});
	if (!known.some(({ id }) => id === contactId)) throw new Refusal('not-found', 'missing');
	const source = actor ? (actor.bySupport ? 'support' : 'user') : 'page';
	const { subscriptionId, at } = tx;
	for (const { id, companyId, measuringChoice: before } of known) {
		if ((before?.opens ?? 'unknown') === opens && (before?.clicks ?? 'unknown') === clicks) continue;
		const data = { opens, clicks, chosenAt: at, source, chosenById: actor?.userId ?? null };
		await tx.db.measuringChoice.upsert({
			where: { subscriptionId_contactId: { subscriptionId, contactId: id } },
			create: { subscriptionId, contactId: id, ...data },
			update: data,
		});
		await recordEvent(tx, {
			kind: 'measuring-chosen',
			...{ companyId, contactId: id, actor },
			data: { opens, clicks, source },
		});
	}
	// What was said last holds: a consent takes back what her address refused while it was on no card.
	if (opens !== 'no' && clicks !== 'no') await forgetRefusals(tx, cards);
}

/** The refusal of an address that is on no card: it holds for whoever has that address later. */
export async function refuseByHash(tx: Transaction, addressHash: Buffer): Promise<void> {
	await tx.db.measuringRefusal.createMany({
		data: [{ subscriptionId: tx.subscriptionId, addressHash: new Uint8Array(addressHash), at: tx.at }],
		skipDuplicates: true,
	});
}

async function forgetRefusals(tx: Transaction, cards: readonly string[]): Promise<void> {
	const addresses = await tx.db.contactAddress.findMany({
		where: { contactId: { in: [...cards] } },
		select: { address: true },
	});
	const hashes = addresses.map(({ address }) => new Uint8Array(suppressionHash(tx, address)));
	await tx.db.measuringRefusal.deleteMany({ where: { addressHash: { in: hashes } } });
}
