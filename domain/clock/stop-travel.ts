import type { InstallationTransaction, Transaction } from '#platform/database/database.ts';
import type { TravelHalt } from './travel-halts.ts';

/** Ends the journey where it is: at its target, by a person, or because something did not come to rest. */
export async function stopTravel(
	tx: Transaction | InstallationTransaction,
	haltedBy: TravelHalt | null = null,
): Promise<void> {
	await tx.db.installation.updateMany({
		data: { travelFrom: null, travelTo: null, travelHaltedBy: haltedBy },
	});
}
