import type { Transaction } from '#platform/database/database.ts';
import { readMeasuredMail } from './measured-mail.ts';

/** Whether something ends a run well: `unmeasured` where its sequence counts it and this contact's is not measured (5.7-11). */
export type Criterion = 'counts' | 'unmeasured' | 'no';

/** What ends a run well beside a reply. */
export interface SuccessBy {
	readonly clicks: Criterion;
	readonly opens: Criterion;
}

/** How a run of such a sequence succeeds with this contact. */
export async function successBy(
	tx: Transaction,
	{
		contactId,
		clickSucceeds,
		openSucceeds,
	}: { readonly contactId: string; readonly clickSucceeds: boolean; readonly openSucceeds: boolean },
): Promise<SuccessBy> {
	if (!clickSucceeds && !openSucceeds) return { clicks: 'no', opens: 'no' };
	const { address, clicks, opens } = await readMeasuredMail(tx, contactId);
	const criterion = (counts: boolean, isMeasured: boolean): Criterion =>
		counts ? (address && isMeasured ? 'counts' : 'unmeasured') : 'no';
	return { clicks: criterion(clickSucceeds, clicks), opens: criterion(openSucceeds, opens === 'identified') };
}
