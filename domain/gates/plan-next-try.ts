import { nextServerTry, nextTry } from './retry-schedule.ts';
import { countsAsTry, type Deferral } from '#domain/sends/deferral.ts';
import type { Transaction } from '#platform/database/database.ts';

/**
 * - `counted`: one of the eight tries; `notBefore` null: it was the last. `status`: what the other side said, in codes.
 * - `uncounted`: a matter of one's own server or account, tried again without limit.
 */
export type NextTry =
	| {
			readonly kind: 'counted';
			readonly notBefore: Date | null;
			readonly tries: number;
			readonly status: string;
	  }
	| { readonly kind: 'uncounted'; readonly notBefore: Date };

/** Writes down when a send that was given back is tried again (5.5-1). Its attempt has ended already. */
export async function planNextTry(tx: Transaction, sendId: string, deferral: Deferral): Promise<NextTry> {
	const { fault, retryAfter = 0 } = deferral;
	const { refusals } = await tx.db.send.findFirstOrThrow({
		where: { id: sendId },
		select: { refusals: true },
	});
	if (countsAsTry(deferral)) {
		const tries = refusals + 1;
		const notBefore = nextTry(tx.at, tries);
		const status = fault.status ?? String(fault.replyCode ?? fault.code);
		await tx.db.send.updateMany({ where: { id: sendId }, data: { refusals: tries, notBefore, status } });
		return { kind: 'counted', notBefore, tries, status };
	}
	const failures = await tx.db.sendAttempt.count({
		where: { sendId, outcome: { in: ['deferred', 'disarmed', 'deferred-after-dot'] } },
	});
	const scheduled = nextServerTry(tx.at, failures - refusals);
	const notBefore = new Date(Math.max(scheduled.getTime(), tx.at.getTime() + retryAfter));
	await tx.db.send.updateMany({ where: { id: sendId }, data: { notBefore, status: null } });
	return { kind: 'uncounted', notBefore };
}
