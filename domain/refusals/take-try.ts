import type { StandingRefusal } from '#domain/gates/standing-refusal.ts';
import type { Transaction } from '#platform/database/database.ts';
import { liftRefusals } from './lift-refusals.ts';
import { nextTryOfRefused } from './try-pauses.ts';

/**
 * The one step that is tried takes its turn: every other one waits for the next, also where this one dies with its worker. A
 * refusal by report after whose last try no report came is over. The sender is locked.
 */
export async function takeTry(
	tx: Transaction,
	senderId: string,
	refusal: StandingRefusal,
	sendId: string,
): Promise<void> {
	const { id, tries, nextTryAt } = refusal;
	if (nextTryAt === null || nextTryAt > tx.at) return;
	const isOver = await tx.db.senderRefusal.count({
		where: { id, liftedAt: null, probeLeftAt: { not: null } },
	});
	if (isOver > 0) {
		await liftRefusals(tx, senderId, { id }, { by: 'try' });
		return;
	}
	await tx.db.senderRefusal.updateMany({
		where: { id, liftedAt: null },
		data: { probeSendId: sendId, nextTryAt: nextTryOfRefused(tx.at, tries) },
	});
}
