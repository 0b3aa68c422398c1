import type { Transaction } from '#platform/database/database.ts';
import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { dayOf, daysBetween, plusDays } from '#domain/pace/calendar.ts';
import { returnOfAbsence } from '#domain/pace/return-of-absence.ts';
import { holdBack } from '#domain/holds/hold-back.ts';

/**
 * The contact is away: the run resumes in the first window after the return. In the closing delay the end moves by the
 * days of the absence; a second notice of the same absence moves it by nothing more (5.6-26).
 *
 * @returns false where the absence is over already.
 */
export async function noteAbsence(
	tx: Transaction,
	engagementId: string,
	message: { readonly id: string; readonly receivedAt: Date },
	returnAt: string | undefined,
): Promise<boolean> {
	const run = await tx.db.engagement.findFirst({ where: { id: engagementId, endedAt: null } });
	if (!run) return false;
	const until = returnOfAbsence(returnAt, message.receivedAt, run.timeZone, tx.at);
	if (until === undefined) return false;
	await holdBack(tx, { kind: 'engagement', engagementId });
	await tx.db.engagement.updateMany({
		where: { id: engagementId },
		data: {
			awaySince: message.receivedAt,
			awayUntil: until,
			awayMessageId: message.id,
			awayAskedAt: null,
			closingEndsAt:
				until && run.closingEndsAt
					? movedEnd(run, run.closingEndsAt, message.receivedAt, until)
					: run.closingEndsAt,
		},
	});
	await askGates(tx, engagementId, 'note');
	return true;
}

/** The closing end, later by the local days of the absence that did not move it before. */
function movedEnd(
	run: { readonly awaySince: Date | null; readonly awayUntil: Date | null; readonly timeZone: string },
	end: Date,
	since: Date,
	until: Date,
): Date {
	const zone = run.timeZone;
	const from = run.awayUntil && run.awayUntil > since ? run.awayUntil : since;
	const days = daysBetween(dayOf(from, zone), dayOf(until, zone));
	return days > 0 ? plusDays(end, days, zone) : end;
}
