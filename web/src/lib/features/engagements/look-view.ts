import type { GateAnswer } from '#domain/gates/decision.ts';
import type { StoredGate } from '#domain/gates/stored-gates.ts';
import type { EngagementDetail } from '#domain/engagements/show/read-engagement.ts';
import { shortDayAndTime, type Instant, type Reader } from '#texts/format.ts';
import { gateEvidence, gateSays, gateTitle, isToldGate } from '#texts/gates.ts';
import { m } from '#texts/generated/messages.js';
import { reasonName, whatItTakes } from '#lib/features/engagements/reason-names.ts';
import type { ConditionView, LookView } from '#lib/ui/timeline/look-view.ts';
import { endingOf, type EndedRun } from './ending-of.ts';

/** Conditions that are worth a line only when they hold something. */
const QUIET: ReadonlySet<string> = new Set<GateAnswer['gate']>([
	'earlier-send',
	'recipient',
	'pause',
	'lateness',
	'halt',
	'refusal',
]);

/** What *Pourquoi ?* shows of a run: what ended it, else its last look; null before the first. */
export function lookView(
	engagement: Pick<EngagementDetail, 'look' | 'stepCount'> & EndedRun,
	reader: Reader,
): LookView | null {
	const { look, position, stepCount: steps, endedAt, facts } = engagement;
	if (endedAt) {
		return { at: endedAt, step: position, steps, conditions: [], ending: endingOf(engagement, reader) };
	}
	if (!look) return null;
	return {
		at: look.at,
		step: look.position,
		steps,
		conditions: look.gates.flatMap((told): ConditionView[] => {
			if (!isToldGate(told.gate) || (told.answer === 'open' && QUIET.has(told.gate))) return [];
			const since = told.decides ? (sinceOf(told) ?? facts.since) : sinceOf(told);
			return [
				{
					id: told.gate,
					title: gateTitle(told.gate, reader),
					answer: answerOf(told),
					says:
						told.answer === 'closed' && since
							? m.gate_holds_since({ since: shortDayAndTime(since, reader) })
							: gateSays(told, reader),
					evidence: told.answer === 'closed' ? causeAndCure(told, reader) : gateEvidence(told, reader),
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

function sinceOf({ evidence }: StoredGate): Instant | null {
	return typeof evidence.since === 'string' ? evidence.since : null;
}

/** Why a condition holds, and what mends it: a window that never opens has its days as well. */
function causeAndCure(told: StoredGate, reader: Reader): string | null {
	if (!told.reason) return gateEvidence(told, reader);
	const cause = reasonName(told.reason);
	const sentences = [
		`${cause.charAt(0).toLocaleUpperCase(reader.language)}${cause.slice(1)}.`,
		...whatItTakes(told.reason),
		gateEvidence(told, reader),
	];
	return sentences.filter(Boolean).join(' ');
}
