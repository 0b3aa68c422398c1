import { notify } from '#domain/notifications/notify.ts';
import type { Transaction } from '#platform/database/database.ts';
import { suppress } from './suppress.ts';

/** A mail of ours that its recipient reported as unwanted. */
export interface ReportedAsUnwanted {
	readonly sendId: string;
	readonly address: string;
	/** In whose name we wrote it, and where it stands; null where nobody knows. */
	readonly writerId: string | null;
	readonly contactId: string | null;
	readonly companyId: string | null;
	readonly engagementId?: string | null;
	/** The received mail that says it; undefined: a relay called. */
	readonly messageId?: string;
	/** The line of the timeline that tells it. */
	readonly causeId: string;
}

/**
 * Puts the address of a mail that was reported on the *Liste d’opposition* and ends every run that writes to it as reported
 * (D-05). Where nothing was left to end, the person in whose name we wrote is told, once: providers report one mail more than once.
 *
 * @returns the runs that ended.
 */
export async function suppressComplained(
	tx: Transaction,
	{ writerId, contactId, companyId, engagementId, ...reported }: ReportedAsUnwanted,
): Promise<readonly string[]> {
	const { messageId, causeId } = reported;
	const listed = { ...reported, cause: 'complaint' as const };
	const { ended, isNew } = await suppress(tx, tx.process.envelopes(), listed);
	if (isNew && ended.length === 0 && writerId && companyId)
		await notify(tx, {
			...{ userId: writerId, kind: 'complaint', companyId, engagementId: engagementId ?? null },
			eventId: causeId,
			data: { ...(contactId ? { contactId } : {}), ...(messageId ? { messageId } : {}) },
		});
	return ended;
}
