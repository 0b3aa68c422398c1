import { recordSent } from './record-sent.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { recordMessageSent } from '#domain/mails/record-message-fate.ts';
import { recordAccepted } from '#domain/sends/record-outcome.ts';
import type { Evidence } from '#domain/sends/record-outcome.ts';

/**
 * Settles a send by what was found of it: a copy in Sent, a bounce that names it, a reply to it. Any such proof says that
 * it left. Its run is poked. The caller may hold the engagement's lock; nothing later in the lock order.
 *
 * @returns false where it was known to be accepted.
 */
export async function acceptByEvidence(
	tx: Transaction,
	sendId: string,
	evidence: Evidence,
): Promise<boolean> {
	const owner = await recordEvidence(tx, sendId, evidence);
	if (!owner) return false;
	await poke(tx, owner.kind, owner.id);
	return true;
}

/**
 * The same for the run itself, which needs no poke.
 *
 * @returns whose send it is, or undefined where it was known to be accepted.
 */
export async function recordEvidence(
	tx: Transaction,
	sendId: string,
	evidence: Evidence,
): Promise<{ kind: 'engagement' | 'message'; id: string } | undefined> {
	const send = await tx.db.send.findFirst({ where: { id: sendId }, select: { engagementId: true } });
	if (!send) return undefined;
	const { engagementId } = send;
	if (engagementId) await tx.lock('engagement', [engagementId]);
	const sentAt = await recordAccepted(tx, sendId, evidence);
	if (!sentAt) return undefined;
	if (engagementId) await recordSent(tx, { engagementId, sendId, sentAt });
	else await recordMessageSent(tx, sendId);
	return engagementId ? { kind: 'engagement', id: engagementId } : { kind: 'message', id: sendId };
}
