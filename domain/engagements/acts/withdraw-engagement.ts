import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { lockLiveRun } from '#domain/engagements/end/live-run.ts';
import { oncePerRequest } from '#domain/commands/once-per-request.ts';
import type { Stopped } from './stop-engagement.ts';

/**
 * *Retirer de la séquence*: the neutral end, without verdict and without automation (5.2-11). Every user may, the sender is
 * told (5.6-2).
 *
 * @throws {Refusal} missing; engagement-ended.
 */
export async function withdrawEngagement(
	tx: Transaction,
	actor: Actor,
	input: { requestId: string; engagementId: string },
): Promise<Stopped> {
	const { requestId, engagementId } = input;
	return oncePerRequest(tx, actor, { requestId, kind: 'withdraw', engagementId }, async () => {
		await lockLiveRun(tx, engagementId);
		const ended = await endEngagement(tx, engagementId, { reason: 'ended-withdrawn', actor });
		return { engagementId, inFlightStep: ended?.inFlight?.position ?? null };
	});
}
