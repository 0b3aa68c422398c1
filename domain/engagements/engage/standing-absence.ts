import { z } from 'zod';
import { cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import { returnOfAbsence } from '#domain/pace/return-of-absence.ts';
import type { Transaction } from '#platform/database/database.ts';

/** An absence without a day of return says nothing of somebody engaged later than this, in milliseconds (5.6-26: a week). */
const UNDATED_HOLDS = 7 * 86_400_000;

const evidenceSchema = z.object({ returnAt: z.string() }).partial();

/** The columns of a run whose contact is away. */
interface Away {
	readonly awaySince: Date;
	readonly awayUntil: Date | null;
	readonly awayMessageId: string | null;
}

/**
 * The absence that stands as somebody is engaged: what was read of the person on whichever of her cards holds the new run
 * too. Where a person decided about it for another run, that decision counts.
 *
 * @param zone of the contact.
 */
export async function standingAbsence(
	tx: Transaction,
	contactId: string,
	zone: string,
): Promise<Away | undefined> {
	const cards = await cardsOfPerson(tx, contactId);
	const notice = await tx.db.message.findFirst({
		where: { contactId: { in: cards }, direction: 'in', verdict: 'absence' },
		orderBy: { receivedAt: 'desc' },
	});
	if (!notice) return undefined;
	const { id, receivedAt } = notice;
	const runs = await tx.db.engagement.findMany({
		where: { contactId: { in: cards }, endedAt: null, engagedAt: { lte: receivedAt } },
		select: { awaySince: true, awayUntil: true, awayMessageId: true },
	});
	const noted = runs.find(({ awayMessageId }) => awayMessageId === id);
	if (noted)
		return isOver(noted.awayUntil, tx.at)
			? undefined
			: { ...noted, awaySince: noted.awaySince ?? receivedAt };
	// She is back, somebody said.
	if (runs.length > 0) return undefined;
	const { returnAt } = evidenceSchema.safeParse(notice.evidence).data ?? {};
	const until = returnOfAbsence(returnAt, receivedAt, zone, tx.at);
	const isStale = until === null && tx.at.getTime() - receivedAt.getTime() > UNDATED_HOLDS;
	return until === undefined || isStale
		? undefined
		: { awaySince: receivedAt, awayUntil: until, awayMessageId: id };
}

function isOver(until: Date | null, at: Date): boolean {
	return until !== null && until <= at;
}
