import { parseAutomations } from '#domain/automations/automation.ts';
import type { AutomationEffect } from '#domain/automations/plan-automations.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { previewAutomations } from '#domain/engagements/end/preview-automations.ts';

/** What STOP, *Retirer* or *Mettre en pause* would do (docs/wording/runs.md: « {n} envois à venir ne partiront pas »). */
export interface StopPreview {
	readonly engagementId: string;
	/** Mails that would not leave. */
	readonly remaining: number;
	/** The step that has left our process and cannot be held any more; null: none. */
	readonly inFlightStep: number | null;
	readonly success: readonly AutomationEffect[];
	readonly failure: readonly AutomationEffect[];
}

/** @throws {Refusal} missing; engagement-ended. */
export async function previewStop(tx: Transaction, engagementId: string): Promise<StopPreview> {
	const run = await tx.db.engagement.findFirst({ where: { id: engagementId } });
	if (!run) throw new Refusal('not-found', 'missing');
	if (run.endedAt) throw new Refusal('conflict', 'engagement-ended');
	const open = await tx.db.send.findFirst({
		where: { engagementId, OR: [{ state: 'armed' }, { state: 'uncertain', settledAt: null }] },
		select: { position: true },
	});
	const ahead = Math.max(0, run.stepCount - run.position + 1);
	return {
		engagementId,
		remaining: open && open.position === run.position ? ahead - 1 : ahead,
		inFlightStep: open?.position ?? null,
		success: await previewAutomations(tx, run, parseAutomations(run.onSuccess)),
		failure: await previewAutomations(tx, run, parseAutomations(run.onFailure)),
	};
}
