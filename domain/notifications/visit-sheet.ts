import type { Transaction } from '#platform/database/database.ts';
import { poke } from '#domain/outbox/poke.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';

/** A visit within this time of the last one by the same person is the same visit: the timeline keeps one line. */
const SAME_VISIT = 30 * 60_000;

/**
 * A user opens a company's sheet: what she was told about it before counts as treated, hers only (5.2-36), and the visit
 * stands in the timeline (S2:34), once for a reload.
 */
export async function visitSheet(
	tx: Transaction,
	input: { companyId: string; userId: string },
): Promise<{ treated: number }> {
	const { companyId, userId } = input;
	const exists = await tx.db.company.count({ where: { id: companyId } });
	if (exists === 0) return { treated: 0 };
	const { count } = await tx.db.notification.updateMany({
		where: { userId, companyId, treatedAt: null, createdAt: { lte: tx.at } },
		data: { treatedAt: tx.at, treatedBy: 'visit' },
	});
	if (count > 0) await poke(tx, 'notifications', userId);
	const lately = await tx.db.event.count({
		where: {
			kind: 'sheet-visited',
			companyId,
			actorId: userId,
			at: { gte: new Date(tx.at.getTime() - SAME_VISIT) },
		},
	});
	if (lately === 0) await recordEvent(tx, { kind: 'sheet-visited', companyId, actor: { userId }, data: {} });
	return { treated: count };
}
