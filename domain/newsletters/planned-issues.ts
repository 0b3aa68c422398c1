import { readClosedDays } from '#domain/pace/read-calendar.ts';
import {
	planAroundClosedDays,
	type ClosedDayRule,
	type PlannedOccurrence,
} from '#domain/pace/recurrence/closed-days.ts';
import { occurrencesAfter } from '#domain/pace/recurrence/occurrences.ts';
import type { Recurrence } from '#domain/pace/recurrence/recurrence.ts';
import type { Transaction } from '#platform/database/database.ts';

/** When a newsletter comes. */
export interface Rhythm {
	readonly recurrence: Recurrence;
	readonly timeZone: string;
	readonly closedDays: ClosedDayRule;
}

/** How far a row of closed days may move an occurrence, in milliseconds: its date may lie behind us when its instant does not. */
const MOVED_AT_MOST = 31 * 86_400_000;

/** The next occurrences as they will leave, closed days respected, by their dates. Fewer than `count` only of *once*. */
export async function plannedIssues(
	tx: Transaction,
	{ recurrence, timeZone: zone, closedDays: rule }: Rhythm,
	{ after, count }: { after: Date; count: number },
): Promise<PlannedOccurrence[]> {
	const { closedDays } = await readClosedDays(tx);
	const closed = new Map(closedDays.map(({ day, name }) => [day, name]));
	const planned: PlannedOccurrence[] = [];
	const from = new Date(after.getTime() - MOVED_AT_MOST);
	for (const occurrence of occurrencesAfter(recurrence, zone, from)) {
		const one = planAroundClosedDays(occurrence, { recurrence, zone, rule }, closed);
		if (one.at > after) planned.push(one);
		if (planned.length >= count) break;
	}
	return planned;
}
