import type { Actor } from '#domain/values/actor.ts';
import { pendingEffectsOf, skipEffect } from '#domain/automations/effect-rows.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { MAY_HAVE_LEFT } from '#domain/sends/doubtful-attempts.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { PlannedUndo } from './plan-undo.ts';

/**
 * Locks what these causes set off, before anything later in the lock order: effects that wait, so that none is carried out
 * meanwhile, then the live runs that they engaged. To be called before a company or a contact is locked.
 */
export async function lockEffectsOf(tx: Transaction, causeIds: readonly string[]): Promise<void> {
	for (const causeId of causeIds) await pendingEffectsOf(tx, causeId);
	const engaged = await tx.db.event.findMany({
		where: { causeId: { in: [...causeIds] }, kind: 'engaged', undoneAt: null },
		select: { engagementId: true },
	});
	const live = await tx.db.engagement.findMany({
		where: { id: { in: engaged.flatMap(({ engagementId }) => engagementId ?? []) }, endedAt: null },
		select: { id: true },
	});
	if (live.length === 0) return;
	await tx.lock(
		'engagement',
		live.map(({ id }) => id),
	);
}

/** An engagement that has sent nothing is withdrawn; one that wrote already, or that has ended, stays. */
export async function planEngagementUndo(tx: Transaction, engagementId: string): Promise<PlannedUndo> {
	const idle = await tx.db.engagement.count({
		where: {
			id: engagementId,
			endedAt: null,
			lastSentAt: null,
			sends: { none: MAY_HAVE_LEFT },
		},
	});
	return idle ? { restored: ['engagement'], kept: [] } : { restored: [], kept: ['engagement'] };
}

/** Ends it without verdict and without automations. The engagement is locked. */
export async function withdrawEngaged(
	tx: Transaction,
	actor: Actor,
	engagementId: string,
	causeId: string,
): Promise<void> {
	await endEngagement(tx, engagementId, { reason: 'ended-withdrawn', actor, causeId });
}

/** What was not carried out yet never will be. @returns how many effects. */
export async function withdrawPending(tx: Transaction, causeId: string): Promise<number> {
	const pending = await pendingEffectsOf(tx, causeId);
	for (const effect of pending) await skipEffect(tx, effect, 'cause-corrected');
	return pending.length;
}
