import { z } from 'zod';
import type { Actor } from '#domain/values/actor.ts';
import { rehearse } from '#platform/database/rehearse.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { addressesOfPerson } from './erase/addresses-of-person.ts';
import { eraseOwnRows, type ErasedRows } from './erase/erase-own-rows.ts';
import { maskPlaces } from './erase/mask-places.ts';
import { findPlaces, PLACE_KINDS, type Place } from './erase/places.ts';
import { tracesOfPerson } from './erase/traces-of-person.ts';

export const erasureSchema = z.object({
	contactId: z.uuid(),
	/** The answer to each place that the preview asked about: true takes her out of it. */
	places: z
		.array(z.object({ kind: z.enum(PLACE_KINDS), id: z.uuid(), erase: z.boolean() }))
		.max(5_000)
		.default([]),
});

export type Erasure = z.input<typeof erasureSchema>;

/** What is gone, counted for the person who does it. */
export interface Erased extends ErasedRows {
	/** Texts of others in which she is masked. */
	masked: number;
}

/** What an erasure would take, and what a person must say yes or no to first. */
export interface ErasurePreview extends Erased {
	places: (Place & { companyName: string | null })[];
}

/**
 * Counts what an erasure takes for certain, and shows every other place that may name the person (5.7-7).
 *
 * @throws {Refusal} as `eraseContact`.
 */
export async function previewErasure(
	tx: Transaction,
	actor: Actor,
	contactId: string,
): Promise<ErasurePreview> {
	const { places } = await traced(tx, actor, [contactId]);
	const asked = places.filter(({ isCertain }) => !isCertain);
	const companies = await tx.db.company.findMany({
		where: { id: { in: asked.flatMap(({ companyId }) => companyId ?? []) } },
		select: { id: true, name: true },
	});
	const none = asked.map(({ kind, id }) => ({ kind, id, erase: false }));
	const counts = await rehearse(tx, () => eraseContact(tx, actor, { contactId, places: none }));
	return {
		...counts,
		places: asked.map((place) => ({
			...place,
			companyName: companies.find(({ id }) => id === place.companyId)?.name ?? null,
		})),
	};
}

/**
 * Erases a person on her request (R-58, 5.2-10, 5.7-7), whole or not at all: live runs end without automations; names,
 * addresses, telephones, notes about her, frozen bytes and texts of every mail are gone. In texts of others she is masked:
 * where her address stands, and where somebody answered yes. What stays names nobody: rows that keep counts and Message-IDs
 * (so that no copy is fetched anew) and the keyed hash of her address, on the *Liste d’opposition*, if it stood there, and
 * under the unsubscribe links of her mails.
 *
 * @throws {Refusal} missing; erasure-places-new: a place was found that nobody was asked about; erasure-under-way: a mail of
 * others that names her is just leaving.
 */
export async function eraseContact(tx: Transaction, actor: Actor, erasure: Erasure): Promise<Erased> {
	const { contactId, places: answers = [] } = erasure;
	const isChosen = (place: Place) =>
		place.isCertain || answers.find(({ kind, id }) => kind === place.kind && id === place.id)?.erase;
	const first = await traced(tx, actor, [contactId]);
	if (first.places.some((place) => isChosen(place) === undefined))
		throw new Refusal('conflict', 'erasure-places-new');
	const others = first.places.filter((place) => place.kind === 'contact' && isChosen(place));
	const cards = [contactId, ...others.map(({ id }) => id)];
	// What names the addresses of another card of hers is about her too.
	const { traces, places, addresses } = others.length > 0 ? await traced(tx, actor, cards) : first;
	const texts = places.filter((place) => place.kind !== 'contact' && isChosen(place));
	const erased = await eraseOwnRows(tx, actor, { cards, addresses });
	if (traces) await maskPlaces(tx, texts, traces);
	return { ...erased, masked: texts.length };
}

/** Who she is, by one card or several, and where else she may be named. @throws {Refusal} missing. */
async function traced(tx: Transaction, actor: Actor, cards: readonly string[]) {
	const [contactId] = cards;
	const contact = await tx.db.contact.findFirst({
		where: { id: contactId!, erasedAt: null },
		select: { companyId: true, firstName: true, lastName: true },
	});
	if (!contact) throw new Refusal('not-found', 'missing');
	const addresses = await addressesOfPerson(tx, cards);
	const traces = tracesOfPerson({ ...contact, addresses });
	const search = { ...contact, cards, addresses, viewerId: actor.userId };
	return { addresses, traces, places: traces ? await findPlaces(tx, { ...search, traces }) : [] };
}
