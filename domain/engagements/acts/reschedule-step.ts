import type { Actor } from '#domain/values/actor.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { lockLiveRun, subjectOf } from '#domain/engagements/end/live-run.ts';
import { nextOf, type NextMoment } from '#domain/engagements/look/next-moment.ts';
import { oncePerRequest } from '#domain/commands/once-per-request.ts';
import { holdBack } from '#domain/holds/hold-back.ts';

/** The furthest a step may be moved: start dates may be far away (5.2-4), but not by a slip of the keyboard. */
const FURTHEST = 5 * 366 * 86_400_000;

/** A field takes minutes: the one that runs is now, not past. */
const THIS_MINUTE = 60_000;

/**
 * *Replanifier*: the step is due at another instant; its window holds. The minute that runs means now.
 *
 * @throws {Refusal} missing; engagement-ended; nothing-to-reschedule (closing already); step-left (it is in flight);
 *   time-passed, whose step would leave at once and lose its place; too-far.
 */
export async function rescheduleStep(
	tx: Transaction,
	actor: Actor,
	input: { requestId: string; engagementId: string; position: number; to: Date },
): Promise<NextMoment> {
	const { requestId, engagementId, position } = input;
	const to = input.to > tx.at ? input.to : tx.at;
	const request = {
		requestId,
		kind: 'reschedule',
		engagementId,
		input: { position, to: input.to.toISOString() },
	};
	return oncePerRequest(tx, actor, request, async () => {
		const run = await lockLiveRun(tx, engagementId);
		if (run.position !== position || position > run.stepCount)
			throw new Refusal('conflict', 'nothing-to-reschedule');
		if (tx.at.getTime() - input.to.getTime() > THIS_MINUTE) throw new Refusal('invalid', 'time-passed');
		if (to.getTime() - tx.at.getTime() > FURTHEST) throw new Refusal('invalid', 'too-far');
		const inFlight = await holdBack(tx, { kind: 'engagement', engagementId });
		if (inFlight) throw new Refusal('conflict', 'step-left', { step: inFlight.position });
		await tx.db.engagement.updateMany({
			where: { id: engagementId },
			// A late step that somebody gave another instant waits for no decision about all of them.
			data: { dueAt: to, plannedAt: to, lateBatchId: null, ...(position === 1 ? { startAt: to } : {}) },
		});
		const from = run.plannedAt?.toISOString();
		await recordEvent(tx, {
			kind: 'step-rescheduled',
			...subjectOf(run),
			actor,
			data: { position, steps: run.stepCount, ...(from ? { from } : {}), to: to.toISOString() },
		});
		await askGates(tx, engagementId, 'note');
		return nextOf(tx, engagementId);
	});
}
