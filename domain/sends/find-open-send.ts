import type { Transaction } from '#platform/database/database.ts';
import type { ArmedDraft } from './arm-send.ts';
import { draftOf, IS_BY_DRAFT } from './armed-drafts.ts';

/** A send whose fate is not known: armed, or uncertain and not settled. */
export interface OpenSendRow {
	readonly sendId: string;
	/** Null: the platform's own. */
	readonly senderId: string | null;
	readonly state: 'armed' | 'uncertain';
	readonly armedAt: Date;
	readonly messageId: string;
	/** Of the attempt that is open, and its draft where it has one. */
	readonly fence: number;
	readonly draft: ArmedDraft | undefined;
}

/** The open send of an engagement, or this very send where it is open. At most one exists an engagement. */
export async function findOpenSend(
	tx: Transaction,
	of: { readonly engagementId: string } | { readonly sendId: string },
): Promise<OpenSendRow | undefined> {
	const row = await tx.db.send.findFirst({
		where: {
			...('engagementId' in of ? { engagementId: of.engagementId } : { id: of.sendId }),
			OR: [{ state: 'armed' }, { state: 'uncertain', settledAt: null }],
		},
		select: {
			...{ id: true, senderId: true, state: true, armedAt: true, messageId: true, fence: true },
			attempts: { select: { fence: true, draftId: true, draftMessageId: true }, where: IS_BY_DRAFT },
		},
	});
	if (!row?.armedAt || !row.messageId) return undefined;
	return {
		sendId: row.id,
		senderId: row.senderId,
		state: row.state as 'armed' | 'uncertain',
		armedAt: row.armedAt,
		messageId: row.messageId,
		fence: row.fence,
		draft: row.attempts.filter(({ fence }) => fence === row.fence).map(draftOf)[0],
	};
}
