import { dayOf, daysBetween, startOfDay } from './calendar.ts';

/** An absence that claims to be longer is not believed: it counts as undated (5.6-26). */
const LONGEST_ABSENCE_DAYS = 180;

const DAY_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The first instant of the day of return in the contact's zone. Null: undated, because none was stated or it is over 180
 * days away. Undefined: that day has come already, so the absence says nothing.
 *
 * @param returnAt an ISO day or instant, as the mail stated it.
 */
export function returnOfAbsence(
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
