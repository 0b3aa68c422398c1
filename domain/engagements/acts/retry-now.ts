import type { Actor } from '#domain/values/actor.ts';
import { poke } from '#domain/outbox/poke.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { lockLiveRun, subjectOf } from '#domain/engagements/end/live-run.ts';
import { nextOf, type NextMoment } from '#domain/engagements/look/next-moment.ts';
import { oncePerRequest } from '#domain/commands/once-per-request.ts';
import { sendIdOf } from '#domain/engagements/look/send-id.ts';

/**
 * *Réessayer maintenant*: the wait after a refusal for now, or for one's own server, is over. Window, cap, ramp and gap
 * hold as ever.
 *
 * @throws {Refusal} missing; engagement-ended; nothing-to-retry.
 */
export async function retryNow(
	tx: Transaction,
	actor: Actor,
	input: { requestId: string; engagementId: string },
): Promise<NextMoment> {
	const { requestId, engagementId } = input;
	return oncePerRequest(tx, actor, { requestId, kind: 'retry', engagementId }, async () => {
		const run = await lockLiveRun(tx, engagementId);
		const { count } = await tx.db.send.updateMany({
			where: {
				id: sendIdOf(engagementId, run.position, run.occurrence),
				state: 'ready',
				notBefore: { gt: tx.at },
			},
			data: { notBefore: null },
		});
		if (count === 0) throw new Refusal('conflict', 'nothing-to-retry');
		const data = { position: run.position, steps: run.stepCount };
		await recordEvent(tx, { kind: 'step-retried', ...subjectOf(run), actor, data });
		await askGates(tx, engagementId, 'note');
		await poke(tx, 'engagement', engagementId);
		return nextOf(tx, engagementId);
	});
}
