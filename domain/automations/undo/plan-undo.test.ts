import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { describe, expect, it } from 'vitest';
import { daysAfter } from '#domain/values/due-day.ts';
import { mergeRelance } from '#domain/relances/merge-relance.ts';
import type { RelanceFacts } from '#domain/timeline/record/kinds/relances.ts';
import { planRelanceUndo, planTagUndo } from './plan-undo.ts';

const manual: RelanceFacts = {
	dueOn: '2026-12-10',
	priority: 'normal',
	followerIds: ['a'],
	origin: 'manual',
};
const advanced: RelanceFacts = {
	dueOn: '2026-12-01',
	priority: 'low',
	followerIds: ['a', 'b'],
	origin: 'automation',
};

describe('planRelanceUndo', () => {
	it('takes a created relance away where it stands as it was left', () => {
		expect(planRelanceUndo({ before: null, after: advanced }, advanced)).toEqual({
			restored: ['relance'],
			kept: [],
			relance: null,
		});
	});

	it('leaves a created relance that a person has changed since', () => {
		const redated = { ...advanced, dueOn: '2027-01-15' };
		expect(planRelanceUndo({ before: null, after: advanced }, redated)).toEqual({
			restored: [],
			kept: ['relance'],
		});
	});

	it('puts back all of an advanced relance', () => {
		expect(planRelanceUndo({ before: manual, after: advanced }, advanced)).toEqual({
			restored: ['date', 'priority', 'followers'],
			kept: [],
			relance: manual,
		});
	});

	it('keeps what a person changed since and restores the rest', () => {
		const redated = { ...advanced, dueOn: '2026-12-24' };
		expect(planRelanceUndo({ before: manual, after: advanced }, redated)).toEqual({
			restored: ['priority', 'followers'],
			kept: ['date'],
			relance: { ...redated, priority: 'normal', followerIds: ['a'] },
		});
	});

	it('never takes the last follower (R-98)', () => {
		const handedOver = { ...advanced, followerIds: ['b'] };
		expect(planRelanceUndo({ before: manual, after: advanced }, handedOver).kept).toEqual(['followers']);
	});

	it('brings a deleted relance back, unless another one stands', () => {
		expect(planRelanceUndo({ before: manual, after: null }, null).relance).toEqual(manual);
		expect(planRelanceUndo({ before: manual, after: null }, advanced).kept).toEqual(['relance']);
	});

	it('is the inverse of a merge that nobody touched', () => {
		const facts = fc.record({
			dueOn: fc.integer({ min: 0, max: 60 }).map((days) => daysAfter('2026-11-24', days)),
			priority: fc.constantFrom('high' as const, 'normal' as const, 'low' as const),
			followerIds: fc
				.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 })
				.map((ids) => ids.toSorted()),
			origin: fc.constantFrom('manual' as const, 'automation' as const),
		});
		assertProperty(
			fc.property(facts, facts, (before, proposed) => {
				const { kind, relance: after } = mergeRelance(before, proposed);
				fc.pre(kind !== 'unchanged');
				const undone = planRelanceUndo({ before, after }, after);
				expect(undone.kept).toEqual([]);
				expect(undone.relance).toEqual(before);
			}),
		);
	});
});

describe('planTagUndo', () => {
	const tag = (value: 'prospect' | 'client') => ({ tag: value, isFormerCustomer: false, isManual: true });

	it('restores a tag that stands, and leaves one that a person has set since', () => {
		expect(planTagUndo({ after: tag('prospect') }, tag('prospect')).restored).toEqual(['tag']);
		expect(planTagUndo({ after: tag('prospect') }, tag('client')).kept).toEqual(['tag']);
		expect(planTagUndo({ after: null }, null).restored).toEqual(['tag']);
	});
});
