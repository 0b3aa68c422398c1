import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Calendar, SendingWindow } from './calendar.ts';

/** Closed days this far back still count when working days are added to a past instant. */
const LOOK_BACK = 60 * 86_400_000;

/** The calendar of a window in a zone, with the subscription's closed days (5.2-4). */
export async function readCalendar(tx: Transaction, zone: string, window: SendingWindow): Promise<Calendar> {
	return calendarOf(await readClosedDays(tx), zone, window);
}

/** The subscription's closed days, for the calendars of many runs. */
export async function readClosedDays(tx: Transaction): Promise<ClosedDaysRow> {
	const [row] = await tx.sql<ClosedDaysRow>`SELECT ${closedDaysColumn(tx)}`;
	return row!;
}

/** The closed days in a larger read. */
export interface ClosedDaysRow {
	/** ISO days with their names. */
	readonly closedDays: readonly { readonly day: string; readonly name: string }[];
}

/** What `calendarOf` needs, for the list of columns of a SELECT. */
export function closedDaysColumn(tx: Transaction): Prisma.Sql {
	return Prisma.sql`
		(SELECT coalesce(json_agg(json_build_object('day', day, 'name', name)), '[]') FROM closed_day
			WHERE subscription_id = ${tx.subscriptionId}::uuid
				AND day >= ${new Date(tx.at.getTime() - LOOK_BACK)}::date) AS "closedDays"`;
}

/** The calendar from its column. */
export function calendarOf({ closedDays }: ClosedDaysRow, zone: string, window: SendingWindow): Calendar {
	return { zone, window, closedDays: new Map(closedDays.map(({ day, name }) => [day, name])) };
}
