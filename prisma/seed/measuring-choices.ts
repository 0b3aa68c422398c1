import { chooseMeasuring } from '#domain/tracking/choices/choose-measuring.ts';
import type { Transaction } from '#platform/database/database.ts';
import { DEMO_PEOPLE } from '../demo/people.ts';
import { demoId } from './demo-id.ts';

/** Writes what people of A.4 said about being measured, by the ordinary path; what anybody said since stands. */
export async function writeMeasuringChoices(tx: Transaction): Promise<void> {
	if ((await tx.db.measuringChoice.count()) > 0) return;
	for (const { number, measuring } of DEMO_PEOPLE)
		if (measuring)
			await chooseMeasuring(tx, { contactId: demoId('cadrelune', 'contact', number), ...measuring });
}
