import type { AutomationEffect, AutomationSkip } from '#domain/automations/plan-automations.ts';
import { priorityWord, tagWord } from '#texts/priorities-and-tags.ts';
import { calendarDate, type Reader } from '#texts/format.ts';
import { m } from '#texts/generated/messages.js';

/** One consequence of an end, as a preview tells it before the act. */
export interface EffectWords {
	kind: AutomationEffect['kind'];
	text: string;
}

/** What the automations of an end would do to this company now. `routineTitle` names a routine, where the reader sees it. */
export function effectWords(
	effects: readonly AutomationEffect[],
	reader: Reader,
	routineTitle: (routineId: string) => string | undefined,
): EffectWords[] {
	return effects.map((effect) => ({ kind: effect.kind, text: wordsOf(effect, reader, routineTitle) }));
}

const SKIPPED: Record<AutomationSkip, () => string> = {
	'no-follower': m.effect_skipped_follower,
	'routine-gone': m.effect_skipped_routine,
	'sequence-gone': m.effect_skipped_sequence,
};

function wordsOf(
	effect: AutomationEffect,
	reader: Reader,
	routineTitle: (routineId: string) => string | undefined,
): string {
	if (effect.kind === 'tag') {
		return m.effect_tag({
			routine: routineTitle(effect.routineId) ?? m.company_routines(),
			previousTag: tagWord(effect.from, reader.language),
			tag: tagWord(effect.to, reader.language),
		});
	}
	if (effect.kind === 'engage') return m.effect_engage({ sequence: effect.title });
	if (effect.kind === 'unsubscribe') return m.effect_unsubscribe();
	if (effect.kind === 'skipped') return SKIPPED[effect.reason]();
	const { relance, kind } = effect.merged;
	const words = {
		day: calendarDate(relance.dueOn, reader),
		priority: priorityWord(relance.priority, reader.language),
		previousDay: effect.previous ? calendarDate(effect.previous.dueOn, reader) : '–',
	};
	const sentences = {
		created: m.effect_relance_created,
		advanced: m.effect_relance_advanced,
		changed: m.effect_relance_changed,
		unchanged: m.effect_relance_unchanged,
	};
	return sentences[kind](words);
}
