import type { Actor } from '#domain/values/actor.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { findRelance, removeRelance } from './relance-rows.ts';

/**
 * Deletes a company's relance and its followers with it; what stood can be brought back by its event.
 *
 * @throws {Refusal} missing where there is none.
 */
export async function deleteRelance(
	tx: Transaction,
	actor: Actor,
	{ companyId }: { companyId: string },
): Promise<{ eventId: string }> {
	await tx.lock('company', [companyId]);
	const standing = await findRelance(tx, companyId);
	if (!standing) throw new Refusal('not-found', 'missing');
	await removeRelance(tx, standing.id);
	const event = await recordEvent(tx, {
		kind: 'relance-deleted',
		companyId,
		relanceId: standing.id,
		actor,
		data: {},
		previous: { relance: standing.facts },
	});
	return { eventId: event.id };
}
