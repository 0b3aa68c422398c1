import type { Transaction } from '#platform/database/database.ts';
import type { TravelHalt } from './travel-halts.ts';

/** The one clock as a screen shows it. */
export interface ClockReading {
	readonly at: Date;
	readonly isSandbox: boolean;
	/** *Avancer le temps* is under way. */
	readonly travel: { readonly from: Date; readonly to: Date } | null;
	/** Why the last journey ended before its target. */
	readonly haltedBy: TravelHalt | null;
}

/** Reads it at this transaction’s instant. */
export async function readClock(tx: Transaction): Promise<ClockReading> {
	const row = await tx.db.installation.findFirst();
	const { travelFrom: from, travelTo: to } = row ?? {};
	return {
		at: tx.at,
		isSandbox: row?.sandbox ?? false,
		travel: from && to ? { from, to } : null,
		haltedBy: (row?.travelHaltedBy ?? null) as TravelHalt | null,
	};
}
