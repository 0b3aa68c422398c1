import type { Transaction } from '#platform/database/database.ts';
import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { dayOf, daysBetween, plusDays, startOfDay } from '#domain/pace/calendar.ts';
import { holdBack } from '#domain/holds/hold-back.ts';

/** An absence that claims to be longer is not believed: it counts as undated (5.6-26). */
const LONGEST_ABSENCE_DAYS = 180;

const DAY_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The first instant of the day of return in the contact's zone. Null: undated, because none was stated or it is over 180
 * days away. Undefined: that day has come already, so the absence says nothing.
 *
 * @param returnAt an ISO day or instant, as the mail stated it.
 */
function returnOf(
	returnAt: string | undefined,
	receivedAt: Date,
	zone: string,
	at: Date,
): Date | null | undefined {
	if (!returnAt) return null;
	const instant = DAY_ONLY.test(returnAt) ? startOfDay(returnAt, zone) : new Date(returnAt);
	if (Number.isNaN(instant.getTime())) return null;
	const until = startOfDay(dayOf(instant, zone), zone);
	if (until <= at) return undefined;
	return daysBetween(dayOf(receivedAt, zone), dayOf(until, zone)) > LONGEST_ABSENCE_DAYS ? null : until;
}

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
	const until = returnOf(returnAt, message.receivedAt, run.timeZone, tx.at);
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
