import type { Prisma } from '#prisma/generated/client/client.ts';
import { cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import { engagementOf } from '#domain/values/about.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Concerned } from './read-concerned.ts';

export interface LiveRun {
	readonly id: string;
	readonly lastSentAt: Date | null;
}

/**
 * The live runs that a verdict touches, locked: for a report the one whose mail it names, for a reply the one that it
 * answers and all others of that person; what concerns the person (absence, objection, a mail outside her runs) all of that
 * person's, on whichever card; what may be any of these all of both; an unreadable mail those of its contact, else company.
 */
export async function lockLiveRuns(
	tx: Transaction,
	verdict: string,
	concerned: Concerned,
): Promise<LiveRun[]> {
	const { personId } = concerned;
	const where = runsTouched(verdict, concerned, personId ? await cardsOfPerson(tx, personId) : []);
	if (!where) return [];
	const found = await tx.db.engagement.findMany({
		where: { ...where, endedAt: null },
		select: { id: true },
	});
	if (found.length === 0) return [];
	const ids = await tx.lock(
		'engagement',
		found.map(({ id }) => id),
	);
	return tx.db.engagement.findMany({
		where: { id: { in: ids }, endedAt: null },
		select: { id: true, lastSentAt: true },
		orderBy: { id: 'asc' },
	});
}

function runsTouched(
	verdict: string,
	{ about, companyId }: Concerned,
	cards: readonly string[],
): Prisma.EngagementWhereInput | undefined {
	const id = engagementOf(about);
	const answered = id ? [{ id }] : [];
	const ofPerson = cards.length > 0 ? { contactId: { in: [...cards] } } : undefined;
	switch (verdict) {
		case 'reply':
		case 'negative-reply':
			return { OR: [...answered, ...(ofPerson && about ? [ofPerson] : [])] };
		case 'bounce-hard':
		case 'bounce-soft':
			return { OR: answered };
		case 'doubtful':
			return { OR: [...answered, ...(ofPerson ? [ofPerson] : [])] };
		case 'complaint':
			// The list locks the runs that it ends.
			return undefined;
		case 'unreadable':
			return ofPerson ?? (companyId ? { companyId } : undefined);
		default:
			return ofPerson;
	}
}
