import { cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import { notify } from '#domain/notifications/notify.ts';
import type { Transaction } from '#platform/database/database.ts';

/** A mail that somebody wrote to a contact outside the sequences. */
export interface WrittenOutside {
	readonly contactId: string;
	readonly byUserId: string;
	readonly at: Date;
}

/**
 * Somebody wrote to a contact outside the sequences that write to this person now: each of them goes on, and its sender is
 * offered STOP or *Retirer* (5.2-1), once while the offer stands open. What was written before the engagement says nothing.
 */
export async function offerStop(tx: Transaction, { contactId, byUserId, at }: WrittenOutside): Promise<void> {
	const runs = await tx.db.engagement.findMany({
		where: { contactId: { in: await cardsOfPerson(tx, contactId) }, endedAt: null, engagedAt: { lte: at } },
		select: { id: true, companyId: true, responsibleUserId: true },
	});
	for (const { id: engagementId, companyId, responsibleUserId: userId } of runs) {
		const open = { engagementId, userId, kind: 'wrote-outside', treatedAt: null };
		if ((await tx.db.notification.count({ where: open })) > 0) continue;
		const data = { contactId, ...(byUserId === userId ? {} : { byUserId }) };
		await notify(tx, { userId, kind: 'wrote-outside', companyId, engagementId, data });
	}
}
