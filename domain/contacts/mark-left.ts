import type { Actor } from '#domain/values/actor.ts';
import { letTakeEffect } from '#domain/engagements/look/let-take-effect.ts';
import type { InFlight } from '#domain/holds/hold-back.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { holdBackRuns } from './hold-back-runs.ts';

/**
 * *A quitté la société*, ticked or unticked: orange becomes grey and its runs stop (5.2-10); unticked, it is
 * usable again, and what was stopped stays stopped.
 *
 * @returns steps that had left our process already.
 * @throws {Refusal} missing.
 */
export async function markLeft(
	tx: Transaction,
	actor: Actor,
	{ contactId, left }: { contactId: string; left: boolean },
): Promise<{ inFlight: InFlight[] }> {
	const { ids, inFlight } = left ? await holdBackRuns(tx, contactId) : { ids: [], inFlight: [] };
	await tx.lock('contact', [contactId]);
	const contact = await tx.db.contact.findFirst({
		where: { id: contactId, erasedAt: null },
		select: { companyId: true, leftCompanyAt: true },
	});
	if (!contact) throw new Refusal('not-found', 'missing');
	if ((contact.leftCompanyAt !== null) === left) return { inFlight };
	await tx.db.contact.updateMany({ where: { id: contactId }, data: { leftCompanyAt: left ? tx.at : null } });
	const told = { companyId: contact.companyId, contactId, actor };
	if (left) await recordEvent(tx, { kind: 'contact-left', ...told, data: { leftAt: tx.at.toISOString() } });
	else await recordEvent(tx, { kind: 'contact-returned', ...told, data: {} });
	await letTakeEffect(tx, ids);
	return { inFlight };
}
