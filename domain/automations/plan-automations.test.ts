import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { describe, expect, it } from 'vitest';
import type { RelanceFacts, TagFacts } from '#domain/timeline/record/kinds/relances.ts';
import type { Automation } from './automation.ts';
import { planAutomations, type AutomationSituation } from './plan-automations.ts';

const CAMILLE = '00000000-0000-4000-8000-000000000001';
const INES = '00000000-0000-4000-8000-000000000002';
const GONE = '00000000-0000-4000-8000-000000000003';
const R1 = '00000000-0000-4000-8000-0000000000a1';
const S1 = '00000000-0000-4000-8000-0000000000b1';
const R2 = '00000000-0000-4000-8000-0000000000a2';

const tag = (value: TagFacts['tag']): TagFacts => ({ tag: value, isFormerCustomer: false, isManual: true });
const situation = (changes: Partial<AutomationSituation> = {}): AutomationSituation => ({
	today: '2026-11-24',
	responsibleUserId: CAMILLE,
	relance: null,
	tags: new Map([
		[R1, tag('suspect')],
		[R2, null],
	]),
	sequences: new Map([[S1, 'Suivi']]),
	users: new Map([
		[CAMILLE, { defaultRoutineId: R1 }],
		[INES, { defaultRoutineId: null }],
	]),
	...changes,
});
const relance = (changes: Partial<Extract<Automation, { kind: 'relance' }>> = {}): Automation => ({
	kind: 'relance',
	priority: 'high',
	days: 0,
	follower: 'responsible',
	tag: { kind: 'default' },
	...changes,
});

describe('planAutomations', () => {
	it('creates the relance of SEQ-1’s success and turns Suspect into Prospect on the follower’s default routine', () => {
		expect(planAutomations([relance()], situation())).toEqual([
			{
				kind: 'relance',
				merged: {
					kind: 'created',
					relance: { dueOn: '2026-11-24', priority: 'high', followerIds: [CAMILLE], origin: 'automation' },
				},
				previous: null,
				proposed: { dueOn: '2026-11-24', priority: 'high', followerIds: [CAMILLE], origin: 'automation' },
				note: undefined,
			},
			{ kind: 'tag', routineId: R1, from: tag('suspect'), to: tag('prospect') },
		]);
	});

	it.each(['client', 'off_target', 'prospect'] as const)('leaves %s as it is (5.2-30)', (value) => {
		const effects = planAutomations([relance()], situation({ tags: new Map([[R1, tag(value)]]) }));
		expect(effects.map((effect) => effect.kind)).toEqual(['relance']);
	});

	it('lets an explicit tag win, even over Client (5.2-31)', () => {
		const explicit = relance({ tag: { kind: 'explicit', routineId: R2, tag: 'client' } });
		expect(planAutomations([explicit], situation())[1]).toMatchObject({ routineId: R2, to: tag('client') });
	});

	it('leaves tags where that is chosen, and where the follower has no default routine', () => {
		const left = planAutomations([relance({ tag: { kind: 'leave' } })], situation());
		const without = planAutomations([relance({ follower: INES })], situation());
		expect([left.length, without.length]).toEqual([1, 1]);
	});

	it('keeps a later relance in history only, and its default tag rule with it (R-100)', () => {
		const standing: RelanceFacts = {
			dueOn: '2026-11-20',
			priority: 'normal',
			followerIds: [INES],
			origin: 'manual',
		};
		const effects = planAutomations([relance({ days: 7 })], situation({ relance: standing }));
		expect(effects).toMatchObject([{ kind: 'relance', merged: { kind: 'unchanged', relance: standing } }]);
	});

	it('says what it cannot do, and does the rest', () => {
		const automations: Automation[] = [
			relance({ follower: GONE }),
			{ kind: 'tag', routineId: GONE, tag: 'client' },
			{ kind: 'tag', routineId: R1, tag: 'client' },
		];
		expect(planAutomations(automations, situation())).toMatchObject([
			{ kind: 'skipped', automation: 'relance', reason: 'no-follower' },
			{ kind: 'skipped', automation: 'tag', reason: 'routine-gone' },
			{ kind: 'tag', to: tag('client') },
		]);
	});

	it('leaves an engagement to a run of its own, and says where its sequence is not there', () => {
		const engage = (sequenceId: string): Automation => ({ kind: 'engage', sequenceId });
		expect(planAutomations([engage(S1), engage(GONE)], situation())).toEqual([
			{ kind: 'engage', sequenceId: S1, title: 'Suivi' },
			{ kind: 'skipped', automation: 'engage', reason: 'sequence-gone' },
		]);
	});

	it('builds each effect on the one before, keeps the former-customer mention, and never tags twice alike', () => {
		const anyTag = fc.constantFrom<TagFacts['tag']>(null, 'suspect', 'prospect', 'client', 'off_target');
		const choice = fc.oneof(
			fc.constant({ kind: 'default' as const }),
			fc.constant({ kind: 'leave' as const }),
			fc.record({
				kind: fc.constant('explicit' as const),
				routineId: fc.constantFrom(R1, R2),
				tag: fc.constantFrom(
					'suspect' as const,
					'prospect' as const,
					'client' as const,
					'off_target' as const,
				),
			}),
		);
		const automation = fc.record({
			kind: fc.constant('relance' as const),
			priority: fc.constantFrom('high' as const, 'normal' as const, 'low' as const),
			days: fc.integer({ min: 0, max: 400 }),
			follower: fc.constantFrom('responsible' as const, INES, CAMILLE),
			tag: choice,
		});
		assertProperty(
			fc.property(
				fc.array(automation, { maxLength: 6 }),
				anyTag,
				fc.boolean(),
				(all, before, isFormerCustomer) => {
					const first = { tag: before, isFormerCustomer, isManual: true };
					const effects = planAutomations(all, situation({ tags: new Map([[R1, first]]) }));
					let standing: RelanceFacts | null = null;
					let current: TagFacts = first;
					for (const effect of effects) {
						if (effect.kind === 'relance') {
							expect(effect.previous).toEqual(standing);
							standing = effect.merged.relance;
						} else if (effect.kind === 'tag' && effect.routineId === R1) {
							expect(effect.from).toEqual(current);
							expect(effect.to.tag).not.toBe(current.tag);
							expect(effect.to.isFormerCustomer).toBe(isFormerCustomer);
							current = effect.to;
						}
					}
				},
			),
		);
	});
});
