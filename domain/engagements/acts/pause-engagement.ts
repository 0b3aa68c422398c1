import type { Actor } from '#domain/values/actor.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { tellAct } from '#domain/engagements/end/end-engagement.ts';
import { lockLiveRun, subjectOf } from '#domain/engagements/end/live-run.ts';
import { oncePerRequest } from '#domain/commands/once-per-request.ts';
import type { Stopped } from './stop-engagement.ts';
import { holdBack } from '#domain/holds/hold-back.ts';

/**
 * *Mettre en pause*: nothing leaves until somebody resumes. Every user may, the sender is told (5.6-2).
 *
 * @throws {Refusal} missing; engagement-ended; already-paused.
 */
export async function pauseEngagement(
	tx: Transaction,
	actor: Actor,
	input: { requestId: string; engagementId: string },
): Promise<Stopped> {
	const { requestId, engagementId } = input;
	return oncePerRequest(tx, actor, { requestId, kind: 'pause', engagementId }, async () => {
		const run = await lockLiveRun(tx, engagementId);
		if (run.pausedAt) throw new Refusal('conflict', 'already-paused');
		const inFlight = await holdBack(tx, { kind: 'engagement', engagementId });
		await tx.db.engagement.updateMany({
			where: { id: engagementId },
			data: { pausedAt: tx.at, pausedById: actor.userId },
		});
		const { id } = await recordEvent(tx, {
			kind: 'engagement-paused',
			...subjectOf(run),
			actor,
			data: { reason: 'paused-by-user' },
		});
		await tellAct(tx, run, actor, 'pause', id);
		await askGates(tx, engagementId, 'note');
		return { engagementId, inFlightStep: inFlight?.position ?? null };
	});
}
