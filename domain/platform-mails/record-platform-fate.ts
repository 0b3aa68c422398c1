import { planNextTry } from '#domain/gates/plan-next-try.ts';
import type { Deferral } from '#domain/sends/deferral.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { PlatformMailEnd } from './may-still-be-sent.ts';

/** Its fate is known, or counts as known: its bytes, which may hold a link or a code, are kept no longer. */
export async function recordPlatformMailOver(tx: Transaction, sendId: string, fault?: string): Promise<void> {
	await tx.db.sendContent.deleteMany({ where: { sendId } });
	await note(tx, sendId, fault ?? null);
}

/** Nobody knows yet whether it left. */
export async function recordPlatformMailUncertain(tx: Transaction, sendId: string): Promise<void> {
	await note(tx, sendId, null);
}

/**
 * It was not taken this time: tried again by the schedule of a step (5.5-1), for two days at most; after the recipient's last
 * refusal it counts as refused. The claim is released already.
 */
export async function recordPlatformMailDeferred(
	tx: Transaction,
	sendId: string,
	deferral: Deferral,
): Promise<void> {
	const { code, matter } = deferral.fault;
	if (matter === 'ours') return;
	const next = await planNextTry(tx, sendId, deferral);
	if (next.kind === 'uncounted' || next.notBefore) return note(tx, sendId, code);
	await tx.db.send.updateMany({ where: { id: sendId }, data: { state: 'rejected' } });
	await recordPlatformMailOver(tx, sendId, code);
}

/** It leaves no more. What is armed or whose fate is not known stays as it is. */
export async function stopPlatformMail(tx: Transaction, sendId: string, end: PlatformMailEnd): Promise<void> {
	const { count } = await tx.db.send.updateMany({
		where: { id: sendId, kind: 'platform', state: { in: ['ready', 'claimed'] } },
		data: { state: 'revoked', leaseUntil: null },
	});
	if (count > 0) await recordPlatformMailOver(tx, sendId, end);
}

async function note(tx: Transaction, sendId: string, fault: string | null): Promise<void> {
	await tx.db.platformMail.updateMany({ where: { sendId }, data: { fault, changedAt: tx.at } });
}
