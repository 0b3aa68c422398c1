import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { accountLimits } from '#platform/limits.ts';
import type { Actor } from '#domain/values/actor.ts';

/** An open grant, as it is shown to the one who gave it and to support. */
export interface OpenSupportGrant {
	id: string;
	grantedById: string;
	/** Wall clock. */
	expiresAt: Date;
}

/** Lets support read texts of this subscription for 24 hours of wall clock (5.6-25); an open grant is answered instead. */
export async function grantSupport(tx: Transaction, actor: Actor, now: Date): Promise<OpenSupportGrant> {
	const open = await readSupportGrant(tx, now);
	if (open) return open;
	const expiresAt = new Date(now.getTime() + accountLimits.supportGrant);
	const grant = await tx.db.supportGrant.create({
		data: { subscriptionId: tx.subscriptionId, grantedById: actor.userId, expiresAt },
		select: { id: true, grantedById: true, expiresAt: true },
	});
	await recordEvent(tx, { kind: 'support-granted', actor, data: { until: expiresAt.toISOString() } });
	return grant;
}

/** The grant that is open at `now` (wall clock). */
export async function readSupportGrant(tx: Transaction, now: Date): Promise<OpenSupportGrant | null> {
	return tx.db.supportGrant.findFirst({
		where: { expiresAt: { gt: now } },
		orderBy: { expiresAt: 'desc' },
		select: { id: true, grantedById: true, expiresAt: true },
	});
}

/** Ends every open grant at once. */
export async function withdrawSupportGrant(tx: Transaction, now: Date): Promise<void> {
	await tx.db.supportGrant.updateMany({ where: { expiresAt: { gt: now } }, data: { expiresAt: now } });
}
