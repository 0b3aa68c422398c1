import type { Actor } from '#domain/values/actor.ts';
import { letTakeEffect } from '#domain/engagements/look/let-take-effect.ts';
import type { InFlight } from '#domain/holds/hold-back.ts';
import { cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { holdBackRuns } from './hold-back-runs.ts';

/**
 * *A quitté la société*, ticked or unticked: orange becomes grey and its runs stop (5.2-10); unticked, it is
 * usable again, and what was stopped stays stopped. Another card of the same person at the same company says the same.
 *
 * @returns steps that had left our process already.
 * @throws {Refusal} missing.
 */
export async function markLeft(
	tx: Transaction,
	actor: Actor,
	{ contactId, left }: { contactId: string; left: boolean },
): Promise<{ inFlight: InFlight[] }> {
	const cards = await cardsAtCompany(tx, contactId);
	const { ids, inFlight } = left ? await holdBackRuns(tx, cards) : { ids: [], inFlight: [] };
	await tx.lock('contact', cards);
	const contact = await tx.db.contact.findFirst({
		where: { id: contactId, erasedAt: null },
		select: { companyId: true, leftCompanyAt: true },
	});
	if (!contact) throw new Refusal('not-found', 'missing');
	if ((contact.leftCompanyAt !== null) === left) return { inFlight };
	await tx.db.contact.updateMany({
		where: { id: { in: cards } },
		data: { leftCompanyAt: left ? tx.at : null },
	});
	const told = { companyId: contact.companyId, contactId, actor };
	if (left) await recordEvent(tx, { kind: 'contact-left', ...told, data: { leftAt: tx.at.toISOString() } });
	else await recordEvent(tx, { kind: 'contact-returned', ...told, data: {} });
	await letTakeEffect(tx, ids);
	return { inFlight };
}

/** The card and whatever else the subscription has of this person at this company. */
async function cardsAtCompany(tx: Transaction, contactId: string): Promise<string[]> {
	const own = await tx.db.contact.findFirst({ where: { id: contactId }, select: { companyId: true } });
	if (!own) throw new Refusal('not-found', 'missing');
	const cards = await tx.db.contact.findMany({
		where: { id: { in: await cardsOfPerson(tx, contactId) }, companyId: own.companyId, erasedAt: null },
		select: { id: true },
		orderBy: { id: 'asc' },
	});
	return cards.length > 0 ? cards.map(({ id }) => id) : [contactId];
}
