import type { Actor } from '#domain/values/actor.ts';
import { parseAutomations } from '#domain/automations/automation.ts';
import type { AutomationEffect } from '#domain/automations/plan-automations.ts';
import { runAutomations } from '#domain/automations/run-automations.ts';
import { lockEffectsOf } from '#domain/automations/undo/undo-engagement.ts';
import { undoEffects, type UndoOutcome } from '#domain/automations/undo/undo-event.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Engagement } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { rehearse } from '#platform/database/rehearse.ts';
import { Refusal } from '#platform/refusal.ts';
import { ofEnd } from '#domain/engagements/end/automations-of-end.ts';
import { outcomeOf } from '#domain/engagements/end/end-engagement.ts';
import { subjectOf } from '#domain/engagements/end/live-run.ts';
import { oncePerRequest } from '#domain/commands/once-per-request.ts';
import { previewAutomations } from '#domain/engagements/end/preview-automations.ts';
import { endEventOf } from './reopen-engagement.ts';

/** *Corriger le verdict* in one preview: what is undone, what the new verdict would do (5.6-9). */
export interface CorrectionPreview {
	readonly from: 'success' | 'failure' | null;
	readonly to: 'success' | 'failure';
	readonly undone: readonly UndoOutcome[];
	readonly effects: readonly AutomationEffect[];
}

/**
 * What `correctEngagementVerdict` would do: the new automations meet what the undo of the old ones leaves.
 *
 * @throws {Refusal} missing; engagement-live; verdict-unchanged.
 */
export async function previewCorrection(
	tx: Transaction,
	actor: Actor,
	input: { engagementId: string; verdict: 'success' | 'failure' },
): Promise<CorrectionPreview> {
	const run = await endedRun(tx, input);
	const automations = parseAutomations(input.verdict === 'success' ? run.onSuccess : run.onFailure);
	return rehearse(tx, async () => ({
		from: verdictOf(run),
		to: input.verdict,
		undone: await undoOldEnd(tx, actor, run),
		effects: await previewAutomations(tx, run, automations),
	}));
}

/**
 * Corrects the verdict of an ended run: the automations of the old verdict are undone as far as they still stand, and those
 * of the new one run where the person keeps them (5.6-9). It stays ended.
 *
 * @throws {Refusal} missing; engagement-live; verdict-unchanged.
 */
export async function correctEngagementVerdict(
	tx: Transaction,
	actor: Actor,
	input: {
		requestId: string;
		engagementId: string;
		verdict: 'success' | 'failure';
		/** False: the automations of the new verdict are not wanted. */
		runAutomations: boolean;
	},
): Promise<{ engagementId: string; verdict: 'success' | 'failure'; undone: number; effects: number }> {
	const { requestId, engagementId, verdict } = input;
	const request = { requestId, kind: 'correct-verdict', engagementId, input: { verdict } };
	return oncePerRequest(tx, actor, request, async () => {
		await tx.lock('engagement', [engagementId]);
		const run = await endedRun(tx, input);
		const undone = await undoOldEnd(tx, actor, run);
		await tx.db.engagement.updateMany({
			where: { id: engagementId },
			data: {
				...outcomeOf(verdict, tx.at),
				reason: 'ended-stopped',
				reasonSince: tx.at,
				reasonDetails: {},
				endedById: actor.userId,
				endedByMessageId: null,
			},
		});
		await recordEvent(tx, {
			kind: 'verdict-corrected',
			...subjectOf(run),
			actor,
			data: { from: verdictOf(run) ?? 'none', to: verdict },
		});
		// The new end is an event of its own: its automations name it, and can be undone in their turn.
		const { id } = await recordEvent(tx, {
			kind: 'engagement-stopped',
			...subjectOf(run),
			actor,
			data: { verdict },
		});
		const effects = input.runAutomations ? await runAutomations(tx, ...ofEnd(run, verdict, id)) : [];
		return { engagementId, verdict, undone: undone.length, effects: effects.length };
	});
}

async function undoOldEnd(tx: Transaction, actor: Actor, run: Engagement): Promise<UndoOutcome[]> {
	const causeEventId = await endEventOf(tx, run);
	if (causeEventId) await lockEffectsOf(tx, [causeEventId]);
	await tx.lock('company', [run.companyId]);
	return causeEventId ? undoEffects(tx, actor, { causeEventId }) : [];
}

async function endedRun(
	tx: Transaction,
	{ engagementId, verdict }: { engagementId: string; verdict: 'success' | 'failure' },
): Promise<Engagement> {
	const run = await tx.db.engagement.findFirst({ where: { id: engagementId } });
	// Of an erased person nothing is left to judge, and no automation may follow (5.2-10).
	if (!run || run.reason === 'ended-erased') throw new Refusal('not-found', 'missing');
	if (!run.endedAt) throw new Refusal('conflict', 'engagement-live');
	if (verdictOf(run) === verdict) throw new Refusal('conflict', 'verdict-unchanged');
	return run;
}

function verdictOf(run: Pick<Engagement, 'successAt' | 'failureAt'>): 'success' | 'failure' | null {
	return run.successAt ? 'success' : run.failureAt ? 'failure' : null;
}
