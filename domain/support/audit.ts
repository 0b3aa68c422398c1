import type { Actor } from '#domain/values/actor.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/** Opening the same run again within this time is one line of the audit, in milliseconds. */
const ONE_VISIT = 30 * 60_000;

/** Support as it acts in a subscription: every line it leaves says so, and the subscription sees it (5.6-25). */
export function supportActor(subscriptionId: string, supportUserId: string): Actor {
	return { subscriptionId, userId: supportUserId, licence: 'responsable', bySupport: true };
}

/** Writes down that support opened a run, or read its texts. */
export async function auditVisit(
	tx: Transaction,
	actor: Actor,
	{ engagementId, act }: { engagementId: string; act: 'opened-run' | 'read-texts' },
): Promise<void> {
	const run = await tx.db.engagement.findFirst({
		where: { id: engagementId },
		select: { companyId: true, contactId: true },
	});
	if (!run) throw new Refusal('not-found', 'missing');
	const lately = await tx.db.event.count({
		where: {
			engagementId,
			kind: 'support-acted',
			actorId: actor.userId,
			at: { gt: new Date(tx.at.getTime() - ONE_VISIT) },
			data: { path: ['act'], equals: act },
		},
	});
	if (lately > 0) return;
	await recordEvent(tx, { kind: 'support-acted', ...run, engagementId, actor, data: { act } });
}
