import { clockChangesBetween, type ClockChange } from '#domain/pace/recurrence/clock-changes.ts';
import type { PlannedOccurrence } from '#domain/pace/recurrence/closed-days.ts';
import type { Transaction } from '#platform/database/database.ts';
import { plannedIssues, type Rhythm } from './planned-issues.ts';

/** What a rhythm would do, while it is being typed. */
export interface RhythmPreview {
	/** Empty: all of it lies in the past. */
	readonly issues: readonly PlannedOccurrence[];
	/** The changes of the clock from now to the last of them. */
	readonly clockChanges: readonly ClockChange[];
}

/** The next issues of a rhythm, with the closed days and the changes of the clock among them. */
export async function previewRhythm(tx: Transaction, rhythm: Rhythm, count: number): Promise<RhythmPreview> {
	const issues = await plannedIssues(tx, rhythm, { after: tx.at, count });
	const last = issues.at(-1);
	const clockChanges = last ? clockChangesBetween(rhythm.timeZone, tx.at, last.at) : [];
	return { issues, clockChanges };
}
