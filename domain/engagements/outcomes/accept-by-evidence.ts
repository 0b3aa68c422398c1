import { recordSent } from './record-sent.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { recordMessageSent } from '#domain/mails/record-message-fate.ts';
import { provePlace } from '#domain/newsletters/issues/returns/prove-place.ts';
import { recordAccepted } from '#domain/sends/record-outcome.ts';
import type { Evidence } from '#domain/sends/record-outcome.ts';

/**
 * Settles a send by what was found of it: a copy in Sent, a bounce that names it, a reply to it. Any such proof says that
 * it left; the window of a place of an issue learns it too. Its run is poked. The caller may hold the engagement's lock; nothing later in the lock order.
 *
 * @returns false where it was known to be accepted.
 */
export async function acceptByEvidence(
	tx: Transaction,
	sendId: string,
	evidence: Evidence,
): Promise<boolean> {
	const send = await tx.db.send.findFirst({
		where: { id: sendId },
		select: { engagementId: true, kind: true },
	});
	if (!send) return false;
	const { engagementId, kind } = send;
	if (engagementId) await tx.lock('engagement', [engagementId]);
	const accepted = await recordAccepted(tx, sendId, evidence);
	if (!accepted) return false;
	if (engagementId) {
		await recordSent(tx, { engagementId, sendId, accepted });
		await poke(tx, 'engagement', engagementId);
	} else if (kind === 'issue') await provePlace(tx, sendId);
	else {
		await recordMessageSent(tx, sendId);
		await poke(tx, 'message', sendId);
	}
	return true;
}
