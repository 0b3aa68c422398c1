import type { Transaction } from '#platform/database/database.ts';
import { readMeasuredMail } from './measured-mail.ts';

/** What ends a run well (5.7-11): `reply-only` where its sequence counts a click and this contact’s are not measured. */
export type SuccessBy = 'reply' | 'reply-or-click' | 'reply-only';

/** How a run of such a sequence succeeds with this contact. */
export async function successBy(
	tx: Transaction,
	{ contactId, clickSucceeds }: { readonly contactId: string; readonly clickSucceeds: boolean },
): Promise<SuccessBy> {
	if (!clickSucceeds) return 'reply';
	const { address, clicks } = await readMeasuredMail(tx, contactId);
	return address && clicks ? 'reply-or-click' : 'reply-only';
}
