import type { AutomationEffect } from '#domain/automations/plan-automations.ts';
import { previewStop, type StopPreview } from '#domain/engagements/acts/preview-stop.ts';
import { listExpectedSteps } from '#domain/timeline/show/list-expected-steps.ts';
import type { Transaction } from '#platform/database/database.ts';

/** What an end by support would do: counts, dates and tags, nobody's words (5.6-25). */
export interface SupportStopPreview {
	readonly stop: StopPreview;
	/** When the mails were expected that would not leave. */
	readonly steps: { readonly at: Date | null }[];
}

/** @throws {Refusal} missing; engagement-ended. */
export async function previewSupportStop(tx: Transaction, engagementId: string): Promise<SupportStopPreview> {
	const stop = await previewStop(tx, engagementId);
	const steps = await listExpectedSteps(tx, { engagementId });
	return {
		stop: { ...stop, success: stop.success.map(withoutNote), failure: stop.failure.map(withoutNote) },
		steps: steps.map(({ at }) => ({ at })),
	};
}

/** The note of a relance is a text of the subscription. */
function withoutNote(effect: AutomationEffect): AutomationEffect {
	return effect.kind === 'relance' ? { ...effect, note: undefined } : effect;
}
