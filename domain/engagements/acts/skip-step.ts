import type { Actor } from '#domain/values/actor.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { lockLiveRun, subjectOf } from '#domain/engagements/end/live-run.ts';
import { moveOn } from '#domain/engagements/outcomes/move-on.ts';
import { skipCountsFrom } from '#domain/engagements/show/skip-counts-from.ts';
import { nextOf, type NextMoment } from '#domain/engagements/look/next-moment.ts';
import { oncePerRequest } from '#domain/commands/once-per-request.ts';
import { holdBack } from '#domain/holds/hold-back.ts';

/**
 * *Passer cette étape*: the step never leaves; the delay of the next one counts as `skipCountsFrom` says, and after the last
 * step the closing delay begins.
 *
 * @throws {Refusal} missing; engagement-ended; nothing-to-skip (closing already); step-left (it is in flight);
 *   nothing-sent (no mail would ever leave: withdraw instead).
 */
export async function skipStep(
	tx: Transaction,
	actor: Actor,
	input: { requestId: string; engagementId: string; position: number },
): Promise<NextMoment> {
	const { requestId, engagementId, position } = input;
	return oncePerRequest(
		tx,
		actor,
		{ requestId, kind: 'skip', engagementId, input: { position } },
		async () => {
			const run = await lockLiveRun(tx, engagementId);
			if (run.position !== position || position > run.stepCount)
				throw new Refusal('conflict', 'nothing-to-skip');
			if (position === run.stepCount && run.lastSentAt === null)
				throw new Refusal('conflict', 'nothing-sent');
			const inFlight = await holdBack(tx, { kind: 'engagement', engagementId });
			if (inFlight) throw new Refusal('conflict', 'step-left', { step: inFlight.position });
			const data = { position, steps: run.stepCount };
			await recordEvent(tx, { kind: 'step-skipped', ...subjectOf(run), actor, data });
			const sentAt = (await skipCountsFrom(tx, run)) ?? tx.at;
			await moveOn(tx, { engagementId, position, sentAt, skipped: true });
			return nextOf(tx, engagementId);
		},
	);
}
