import type { AutomationEffect } from '#domain/automations/plan-automations.ts';
import type { Ended } from '#domain/engagements/end/end-engagement.ts';

/** What a verdict did to runs. */
export interface VerdictEffect {
	readonly ended: readonly string[];
	/** Runs that wait now: an absence, a mail before the first step, one that could not be read, one that is doubtful. */
	readonly waiting: readonly string[];
	/** What the automations of the ends did, in order. */
	readonly effects: readonly AutomationEffect[];
}

export const NO_EFFECT: VerdictEffect = { ended: [], waiting: [], effects: [] };

/** A run that was to end, and what its end did; undefined where it had ended already. */
export type RunEnd = readonly [engagementId: string, ended: Ended | undefined];

/** The effect of ends alone. */
export function effectOfEnds(ends: readonly RunEnd[]): VerdictEffect {
	return {
		...NO_EFFECT,
		ended: ends.map(([id]) => id),
		effects: ends.flatMap(([, ended]) => ended?.effects ?? []),
	};
}

/** With what the automations of a recipient's outcome did, where there was one. */
export function withEffects(
	effect: VerdictEffect,
	outcome: { readonly effects: readonly AutomationEffect[] } | undefined,
): VerdictEffect {
	return outcome ? { ...effect, effects: [...effect.effects, ...outcome.effects] } : effect;
}
