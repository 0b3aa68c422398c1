import type { Transaction } from '#platform/database/database.ts';

/**
 * As which verdicts reports about a send were taken that a person then said to be something else, or whose listing was taken
 * back: providers report one mail more than once, and what comes again proves no more than before (5.7-1, 5.7-8).
 */
export async function deniedReportsOf(tx: Transaction, sendId: string): Promise<string[]> {
	const reports = await tx.db.message.findMany({
		where: { sendId, direction: 'in' },
		select: { id: true, verdict: true, correctedFrom: true },
	});
	const denied = reports.flatMap(({ verdict, correctedFrom }) =>
		correctedFrom !== null && verdict !== correctedFrom ? [correctedFrom] : [],
	);
	const unlisted = await tx.db.suppressionRemoval.count({
		where: { messageId: { in: reports.map(({ id }) => id) }, cause: 'complaint' },
	});
	return unlisted > 0 ? [...denied, 'complaint'] : denied;
}

/** Another complaint about the same send, that nobody corrected. */
export async function standingComplaintBeside(
	tx: Transaction,
	{ id, sendId }: { readonly id: string; readonly sendId: string | null },
): Promise<string | null> {
	if (!sendId) return null;
	const twin = await tx.db.message.findFirst({
		where: { sendId, verdict: 'complaint', id: { not: id }, direction: 'in' },
		orderBy: [{ storedAt: 'asc' }, { id: 'asc' }],
		select: { id: true },
	});
	return twin?.id ?? null;
}
