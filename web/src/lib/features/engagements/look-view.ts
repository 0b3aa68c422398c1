import type { GateAnswer } from '#domain/gates/decision.ts';
import type { EngagementDetail } from '#domain/engagements/show/read-engagement.ts';
import type { StoredGate } from '#domain/gates/stored-gates.ts';
import type { Reader } from '#texts/format.ts';
import { gateEvidence, gateSays, gateTitle, isToldGate } from '#texts/gates.ts';
import type { ConditionView, LookView } from '#lib/ui/timeline/look-view.ts';

/** Conditions that are worth a line only when they hold something. */
const QUIET: ReadonlySet<string> = new Set<GateAnswer['gate']>([
	'earlier-send',
	'recipient',
	'pause',
	'lateness',
	'halt',
	'refusal',
]);

/** The last look of a run for *Pourquoi ?*; null before the first. */
export function lookView(
	engagement: Pick<EngagementDetail, 'look' | 'stepCount' | 'endedAt'>,
	reader: Reader,
): LookView | null {
	const { look } = engagement;
	if (!look) return null;
	return {
		at: look.at,
		step: look.position,
		steps: engagement.stepCount,
		ended: engagement.endedAt !== null,
		conditions: look.gates.flatMap((told): ConditionView[] => {
			if (!isToldGate(told.gate) || (told.answer === 'open' && QUIET.has(told.gate))) return [];
			return [
				{
					id: told.gate,
					title: gateTitle(told.gate, reader),
					answer: answerOf(told),
					says: gateSays(told, reader),
					evidence: gateEvidence(told, reader),
				},
			];
		}),
	};
}

function answerOf({ answer, decides }: StoredGate): ConditionView['answer'] {
	if (answer === 'open') return 'passes';
	if (answer === 'later') return 'not-asked';
	if (answer === 'stops') return 'stops';
	return decides || answer === 'closed' ? 'holds' : 'waits';
}
