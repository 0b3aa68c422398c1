import type { AutomationEffect } from '#domain/automations/plan-automations.ts';

type RelanceEffect = Extract<AutomationEffect, { kind: 'relance' }>;

/**
 * Effects of runs that end together, as one tells them: a relance that several of them touch, one after the other, is told
 * once, from how it stood before the first to how it stands after the last.
 */
export function mergedEffects(effects: readonly AutomationEffect[]): AutomationEffect[] {
	const told: AutomationEffect[] = [];
	for (const effect of effects) {
		const before = told.findIndex((one) => effect.kind === 'relance' && goesOnFrom(one, effect));
		if (before === -1) told.push(effect);
		else told[before] = merged(told[before] as RelanceEffect, effect as RelanceEffect);
	}
	return told;
}

/** Whether a relance is met as an effect before left it: another company's is told by itself. */
function goesOnFrom(one: AutomationEffect, { previous }: RelanceEffect): boolean {
	if (one.kind !== 'relance' || !previous) return false;
	const { dueOn, priority } = one.merged.relance;
	return previous.dueOn === dueOn && previous.priority === priority;
}

/** What was created stays created; else the change that moves it most. */
function merged(first: RelanceEffect, last: RelanceEffect): RelanceEffect {
	const kinds = [first.merged.kind, last.merged.kind];
	const kind =
		(['created', 'advanced', 'changed'] as const).find((one) => kinds.includes(one)) ?? 'unchanged';
	return { ...last, previous: first.previous, merged: { ...last.merged, kind } };
}
