import type { Actor } from '#domain/values/actor.ts';
import { poke } from '#domain/outbox/poke.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { lockLiveRun, subjectOf } from '#domain/engagements/end/live-run.ts';
import { nextOf, type NextMoment } from '#domain/engagements/look/next-moment.ts';
import { pausedFor } from '#domain/doubt/held-for.ts';
import { oncePerRequest } from '#domain/commands/once-per-request.ts';

/**
 * *Reprendre*: a step that fell due meanwhile leaves in the next slot of its window (5.2-9); a closing delay goes on where
 * it stood.
 *
 * @throws {Refusal} missing; engagement-ended; not-paused.
 */
export async function resumeEngagement(
	tx: Transaction,
	actor: Actor,
	input: { requestId: string; engagementId: string },
): Promise<NextMoment> {
	const { requestId, engagementId } = input;
	return oncePerRequest(tx, actor, { requestId, kind: 'resume', engagementId }, async () => {
		const run = await lockLiveRun(tx, engagementId);
		if (!run.pausedAt) throw new Refusal('conflict', 'not-paused');
		const paused = pausedFor(run, tx.at);
		await tx.db.engagement.updateMany({
			where: { id: engagementId },
			data: {
				pausedAt: null,
				pausedById: null,
				closingEndsAt: run.closingEndsAt ? new Date(run.closingEndsAt.getTime() + paused) : null,
			},
		});
		await askGates(tx, engagementId, 'note');
		await poke(tx, 'engagement', engagementId);
		const next = await nextOf(tx, engagementId);
		const data = next.until ? { nextAt: next.until } : {};
		await recordEvent(tx, { kind: 'engagement-resumed', ...subjectOf(run), actor, data });
		return next;
	});
}
