import type { Actor } from '#domain/values/actor.ts';
import { poke } from '#domain/outbox/poke.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { dayOf, daysBetween, plusDays, startOfDay } from '#domain/pace/calendar.ts';
import { lockLiveRun, subjectOf } from '#domain/engagements/end/live-run.ts';
import { nextOf, type NextMoment } from '#domain/engagements/look/next-moment.ts';
import { oncePerRequest } from '#domain/commands/once-per-request.ts';

/** `continue`: the contact is taken to be back; `until`: on that day, `2026-12-02`, in the contact's zone. */
export type AbsenceChoice =
	{ readonly choice: 'continue' } | { readonly choice: 'until'; readonly day: string };

/**
 * What a person decides about an absence (`contact-away`, `contact-away-undated`, `contact-away-choice`; 5.6-26). Where it
 * fell into the closing delay, the end moves by its days.
 *
 * @throws {Refusal} missing; engagement-ended; nothing-to-decide; day-passed.
 */
export async function decideAbsence(
	tx: Transaction,
	actor: Actor,
	input: { requestId: string; engagementId: string; decision: AbsenceChoice },
): Promise<NextMoment> {
	const { requestId, engagementId, decision } = input;
	const request = { requestId, kind: 'decide-absence', engagementId, input: { ...decision } };
	return oncePerRequest(tx, actor, request, async () => {
		const run = await lockLiveRun(tx, engagementId);
		if (!run.awaySince) throw new Refusal('conflict', 'nothing-to-decide');
		const zone = run.timeZone;
		const back = decision.choice === 'until' ? startOfDay(decision.day, zone) : tx.at;
		if (decision.choice === 'until' && back <= tx.at) throw new Refusal('invalid', 'day-passed');
		// A dated absence moved the end when it was noted: only the difference is new.
		const counted = run.awayUntil ?? run.awaySince;
		const days = daysBetween(dayOf(counted, zone), dayOf(back, zone));
		const closingEndsAt = run.closingEndsAt && plusDays(run.closingEndsAt, days, zone);
		await tx.db.engagement.updateMany({
			where: { id: engagementId },
			data: {
				closingEndsAt,
				awayAskedAt: null,
				...(decision.choice === 'until'
					? { awayUntil: back }
					: { awaySince: null, awayUntil: null, awayMessageId: null }),
			},
		});
		await recordEvent(tx, {
			kind: 'absence-decided',
			...subjectOf(run),
			actor,
			data: {
				choice: decision.choice,
				...(decision.choice === 'until' ? { until: back.toISOString() } : {}),
			},
		});
		await askGates(tx, engagementId, 'note');
		await poke(tx, 'engagement', engagementId);
		return nextOf(tx, engagementId);
	});
}
