import type { Actor } from '#domain/values/actor.ts';
import { poke } from '#domain/outbox/poke.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { lockLiveRun, subjectOf } from '#domain/engagements/end/live-run.ts';
import { moveOn } from '#domain/engagements/outcomes/move-on.ts';
import { nextOf, type NextMoment } from '#domain/engagements/look/next-moment.ts';
import { oncePerRequest } from '#domain/commands/once-per-request.ts';

/**
 * What a person knows of a step whose fate no evidence showed (`send-unsettled`, docs/design/sending.md#reconcile):
 * *Elle est partie* counts it as left; *Renvoyer* sends it once more under a new id, so that a copy may arrive twice.
 * Later evidence still settles the first one.
 *
 * @throws {Refusal} missing; engagement-ended; nothing-to-decide.
 */
export async function decideUncertainSend(
	tx: Transaction,
	actor: Actor,
	input: { requestId: string; engagementId: string; sendId: string; decision: 'left' | 'resend' },
): Promise<NextMoment> {
	const { requestId, engagementId, sendId, decision } = input;
	const request = { requestId, kind: 'decide-uncertain', engagementId, input: { sendId, decision } };
	return oncePerRequest(tx, actor, request, async () => {
		const run = await lockLiveRun(tx, engagementId);
		await tx.lock('send', [sendId]);
		const send = await tx.db.send.findFirst({
			where: { id: sendId, engagementId, state: 'uncertain', settledAt: null, settledBy: 'asked' },
		});
		if (!send || send.position === null) throw new Refusal('conflict', 'nothing-to-decide');
		await tx.db.send.updateMany({ where: { id: sendId }, data: { settledBy: decision, settledAt: tx.at } });
		await recordEvent(tx, {
			kind: 'step-settled',
			...subjectOf(run),
			sendId,
			actor,
			data: { position: send.position, steps: run.stepCount, how: decision },
		});
		if (decision === 'left') {
			await moveOn(tx, { engagementId, position: send.position, sentAt: send.sentAt ?? tx.at });
		} else {
			await tx.db.engagement.updateMany({
				where: { id: engagementId, position: send.position },
				data: { occurrence: { increment: 1 } },
			});
			await askGates(tx, engagementId, 'note');
		}
		await poke(tx, 'engagement', engagementId);
		return nextOf(tx, engagementId);
	});
}
