import type { Actor } from '#domain/values/actor.ts';
import { poke } from '#domain/outbox/poke.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { lockLiveRun, subjectOf } from '#domain/engagements/end/live-run.ts';
import { nextOf, type NextMoment } from '#domain/engagements/look/next-moment.ts';
import { oncePerRequest } from '#domain/commands/once-per-request.ts';

/**
 * *Continuer* after a mail of the contact that came before the first step (5.6-7), or after one that could not be read and
 * that a person looked at in the mailbox.
 *
 * @throws {Refusal} missing; engagement-ended; nothing-to-decide.
 */
export async function continueAfterEarlyMail(
	tx: Transaction,
	actor: Actor,
	input: { requestId: string; engagementId: string },
): Promise<NextMoment> {
	const { requestId, engagementId } = input;
	return oncePerRequest(tx, actor, { requestId, kind: 'continue', engagementId }, async () => {
		const run = await lockLiveRun(tx, engagementId);
		const waits = run.unreadableMessageId !== null || (run.earlyMessageId !== null && !run.earlyContinuedAt);
		if (!waits) throw new Refusal('conflict', 'nothing-to-decide');
		await tx.db.engagement.updateMany({
			where: { id: engagementId },
			data: { earlyContinuedAt: run.earlyMessageId ? tx.at : null, unreadableMessageId: null },
		});
		await recordEvent(tx, { kind: 'engagement-continued', ...subjectOf(run), actor, data: {} });
		await askGates(tx, engagementId, 'note');
		await poke(tx, 'engagement', engagementId);
		return nextOf(tx, engagementId);
	});
}
