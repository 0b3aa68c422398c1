import type { Transaction } from '#platform/database/database.ts';

/** A send whose fate is not known: armed, or uncertain and not settled. */
export interface OpenSendRow {
	readonly sendId: string;
	readonly senderId: string;
	readonly state: 'armed' | 'uncertain';
	readonly armedAt: Date;
	readonly messageId: string;
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
		select: { id: true, senderId: true, state: true, armedAt: true, messageId: true },
	});
	if (!row?.armedAt || !row.messageId) return undefined;
	return {
		sendId: row.id,
		senderId: row.senderId,
		state: row.state as 'armed' | 'uncertain',
		armedAt: row.armedAt,
		messageId: row.messageId,
	};
}
