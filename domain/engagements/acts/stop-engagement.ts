import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { lockLiveRun } from '#domain/engagements/end/live-run.ts';
import { oncePerRequest } from '#domain/commands/once-per-request.ts';

/** What a person reads after an act that ends a run. */
export interface Stopped {
	readonly engagementId: string;
	/** The step that had left our process already and whose fate follows; null: nothing more will leave (5.2-8). */
	readonly inFlightStep: number | null;
}

/**
 * STOP with its mandatory verdict (R-74, 5.2-11): nothing more leaves but a mail that was armed already, and the automations
 * of the verdict run as after a natural end. Every user may, the sender is told (5.6-2). Works without Temporal.
 *
 * @throws {Refusal} missing; engagement-ended.
 */
export async function stopEngagement(
	tx: Transaction,
	actor: Actor,
	input: { requestId: string; engagementId: string; verdict: 'success' | 'failure' },
): Promise<Stopped & { verdict: 'success' | 'failure' }> {
	const { requestId, engagementId, verdict } = input;
	return oncePerRequest(
		tx,
		actor,
		{ requestId, kind: 'stop', engagementId, input: { verdict } },
		async () => {
			await lockLiveRun(tx, engagementId);
			const ended = await endEngagement(tx, engagementId, { reason: 'ended-stopped', verdict, actor });
			return { engagementId, verdict, inFlightStep: ended?.inFlight?.position ?? null };
		},
	);
}
