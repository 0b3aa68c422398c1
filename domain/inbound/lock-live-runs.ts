import type { Prisma } from '#prisma/generated/client/client.ts';
import { engagementOf } from '#domain/values/about.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Concerned } from './read-concerned.ts';

export interface LiveRun {
	readonly id: string;
	readonly lastSentAt: Date | null;
}

/**
 * The live runs that a verdict touches, locked: for a report the one whose mail it names, for a reply the one that it
 * answers and those of that person that have written nothing; what concerns the person (absence, objection, a mail before
 * the first step) all of that person's; an unreadable mail those of its contact, else company.
 */
export async function lockLiveRuns(
	tx: Transaction,
	verdict: string,
	concerned: Concerned,
): Promise<LiveRun[]> {
	const where = runsTouched(verdict, concerned);
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
	{ about, personId, companyId }: Concerned,
): Prisma.EngagementWhereInput | undefined {
	const id = engagementOf(about);
	const answered = id ? [{ id }] : [];
	const notBegun = personId && about ? [{ contactId: personId, lastSentAt: null }] : [];
	switch (verdict) {
		case 'reply':
			return { OR: [...answered, ...notBegun] };
		case 'bounce-hard':
		case 'bounce-soft':
			return { OR: answered };
		case 'complaint':
			// The list locks the runs that it ends.
			return undefined;
		case 'early-reply':
			return personId ? { contactId: personId, lastSentAt: null } : undefined;
		case 'unreadable':
			return personId ? { contactId: personId } : companyId ? { companyId } : undefined;
		default:
			return personId ? { contactId: personId } : undefined;
	}
}
