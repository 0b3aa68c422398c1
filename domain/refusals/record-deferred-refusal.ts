import { countsAsTry, type Deferral } from '#domain/sends/deferral.ts';
import type { Transaction } from '#platform/database/database.ts';
import { recordRefusal } from './record-refusal.ts';
import { refusingSide } from './refusing-side.ts';

/**
 * The same of a send that was given back by its own conversation.
 *
 * @returns until when the send waits for that alone; undefined where it is tried again by its own schedule, as where the server
 *   may have kept a copy.
 */
export async function recordDeferredRefusal(
	tx: Transaction,
	deferred: Deferral & { readonly sendId: string },
): Promise<{ nextTryAt: Date } | undefined> {
	const { sendId, fault, words } = deferred;
	const side = refusingSide(fault);
	if (!side) return undefined;
	const status = fault.status ?? String(fault.replyCode);
	const held = await recordRefusal(tx, { sendId, code: fault.code, side, status, words, isReported: false });
	if (!held || countsAsTry(deferred)) return undefined;
	await tx.db.send.updateMany({ where: { id: sendId }, data: { notBefore: null, status: null } });
	return held;
}
