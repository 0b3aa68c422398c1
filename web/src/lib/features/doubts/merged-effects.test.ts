import { expect, it } from 'vitest';
import type { AutomationEffect } from '#domain/automations/plan-automations.ts';
import { mergedEffects } from './merged-effects.ts';

type Facts = NonNullable<Extract<AutomationEffect, { kind: 'relance' }>['previous']>;
type Kind = Extract<AutomationEffect, { kind: 'relance' }>['merged']['kind'];

const at = (dueOn: string, priority: Facts['priority'] = 'low'): Facts => ({
	dueOn,
	priority,
	followerIds: [],
	origin: 'automation',
});
const relance = (kind: Kind, previous: Facts | null, after: Facts): AutomationEffect => ({
	kind: 'relance',
	merged: { kind, relance: after } as never,
	previous,
	proposed: after,
	note: undefined,
});
const tag = { kind: 'engage', sequenceId: '1', title: 'Suite' } as const;

it('tells a relance once that two runs touch one after the other', () => {
	const [a, b] = [at('2027-11-30'), at('2027-11-30')];
	expect(mergedEffects([relance('created', null, a), tag, relance('changed', a, b)])).toEqual([
		relance('created', null, b),
		tag,
	]);
});

it('keeps the day before the first of them, and the change that moves it most', () => {
	const [a, b, c] = [at('2027-11-30'), at('2027-05-01'), at('2027-05-01')];
	expect(mergedEffects([relance('advanced', a, b), relance('unchanged', b, c)])).toEqual([
		relance('advanced', a, c),
	]);
});

it('tells the relance of another company by itself', () => {
	const effects = [
		relance('created', null, at('2027-11-30')),
		relance('advanced', at('2028-01-01'), at('2027-11-30')),
	];
	expect(mergedEffects(effects)).toEqual(effects);
});
