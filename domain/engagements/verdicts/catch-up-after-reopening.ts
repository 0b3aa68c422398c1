import { z } from 'zod';
import type { Transaction } from '#platform/database/database.ts';
import { cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import { countsAsReply } from './counts-as-reply.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { noteAbsence } from './note-absence.ts';

/** The line that tells of a verdict, and how a run ends by it. */
const END_OF = {
	reply: ['reply-received', 'ended-reply'],
	'negative-reply': ['negative-reply-received', 'ended-negative-reply'],
	objection: ['objection-received', 'ended-objection'],
} as const;

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
				{ engagementId: run.id, verdict: { in: ['reply', 'negative-reply'] } },
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
		const [kind, reason] = END_OF[message.verdict as keyof typeof END_OF];
		if (message.verdict !== 'objection' && !(await countsAsReply(tx, message, run.id))) continue;
		const line = await tx.db.event.findFirst({
			where: { messageId: message.id, kind },
			select: { id: true },
		});
		await endEngagement(tx, run.id, { reason, messageId: message.id, causeId: line?.id });
		return;
	}
}
