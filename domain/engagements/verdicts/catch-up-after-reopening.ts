import { z } from 'zod';
import type { Transaction } from '#platform/database/database.ts';
import { cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import { countsAsReply } from './counts-as-reply.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { noteAbsence } from './note-absence.ts';

const evidenceSchema = z.object({ returnAt: z.string() }).partial();

/**
 * A run that lives again meets what came while it had ended: a reply or an objection ends it now, an absence makes it wait.
 * Their lines stand in the timeline already. The engagement is locked.
 *
 * @param endedAt when it had ended.
 */
export async function honourMeanwhile(
	tx: Transaction,
	run: { readonly id: string; readonly contactId: string },
	endedAt: Date,
): Promise<void> {
	const cards = await cardsOfPerson(tx, run.contactId);
	const received = await tx.db.message.findMany({
		where: {
			direction: 'in',
			storedAt: { gt: endedAt },
			OR: [
				{ engagementId: run.id, verdict: 'reply' },
				{ contactId: { in: cards }, verdict: { in: ['objection', 'absence'] } },
			],
		},
		orderBy: { receivedAt: 'asc' },
	});
	for (const message of received) {
		if (message.verdict === 'absence') {
			await noteAbsence(tx, run.id, message, evidenceSchema.safeParse(message.evidence).data?.returnAt);
			continue;
		}
		const isReply = message.verdict === 'reply';
		if (isReply && !(await countsAsReply(tx, message, run.id))) continue;
		const line = await tx.db.event.findFirst({
			where: { messageId: message.id, kind: isReply ? 'reply-received' : 'objection-received' },
			select: { id: true },
		});
		const reason = isReply ? 'ended-reply' : 'ended-objection';
		await endEngagement(tx, run.id, { reason, messageId: message.id, causeId: line?.id });
		return;
	}
}
