import type { Transaction } from '#platform/database/database.ts';
import type { Calendar, SendingWindow } from './calendar.ts';

/** Closed days this far back still count when working days are added to a past instant. */
const LOOK_BACK = 60 * 86_400_000;

/** The calendar of a window in a zone, with the subscription's closed days (5.2-4). */
export async function readCalendar(tx: Transaction, zone: string, window: SendingWindow): Promise<Calendar> {
	const days = await tx.db.$queryRaw<{ day: string; name: string }[]>`
		SELECT day::text AS day, name FROM closed_day
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND day >= ${new Date(tx.at.getTime() - LOOK_BACK)}::date`;
	return { zone, window, closedDays: new Map(days.map(({ day, name }) => [day, name])) };
}
