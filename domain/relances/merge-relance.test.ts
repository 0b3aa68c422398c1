import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { describe, expect, it } from 'vitest';
import type { RelanceFacts } from '#domain/timeline/record/kinds/relances.ts';
import { daysAfter } from '#domain/values/due-day.ts';
import { mergeRelance } from './merge-relance.ts';

const relance = (
	dueOn: string,
	priority: RelanceFacts['priority'],
	...followerIds: string[]
): RelanceFacts => ({
	dueOn,
	priority,
	followerIds,
	origin: 'automation',
});

describe('mergeRelance', () => {
	const manual: RelanceFacts = { ...relance('2026-12-10', 'normal', 'camille'), origin: 'manual' };

	it.each([
		['none yet', null, relance('2026-12-01', 'low', 'ines'), 'created', '2026-12-01', 'low', ['ines']],
		[
			'nearer',
			manual,
			relance('2026-12-01', 'low', 'ines'),
			'advanced',
			'2026-12-01',
			'low',
			['camille', 'ines'],
		],
		[
			'later',
			manual,
			relance('2026-12-11', 'high', 'ines'),
			'unchanged',
			'2026-12-10',
			'normal',
			['camille'],
		],
		[
			'same day, higher',
			manual,
			relance('2026-12-10', 'high', 'camille'),
			'changed',
			'2026-12-10',
			'high',
			['camille'],
		],
		[
			'same day, lower',
			manual,
			relance('2026-12-10', 'low', 'camille'),
			'unchanged',
			'2026-12-10',
			'normal',
			['camille'],
		],
		[
			'same day, one more',
			manual,
			relance('2026-12-10', 'low', 'ines'),
			'changed',
			'2026-12-10',
			'normal',
			['camille', 'ines'],
		],
	] as const)('%s', (_, existing, proposed, kind, dueOn, priority, followerIds) => {
		const merged = mergeRelance(existing, proposed);
		expect(merged).toMatchObject({ kind, relance: { dueOn, priority, followerIds } });
	});

	const facts = fc.record({
		dueOn: fc.integer({ min: -20, max: 800 }).map((days) => daysAfter('2026-11-24', days)),
		priority: fc.constantFrom('high' as const, 'normal' as const, 'low' as const),
		followerIds: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }),
		origin: fc.constantFrom('manual' as const, 'automation' as const),
	});
	const fold = (all: readonly RelanceFacts[]) =>
		all.reduce<RelanceFacts | null>((merged, next) => mergeRelance(merged, next).relance, null)!;

	it('keeps the nearest date, and of that date the highest priority, in whatever order they come', () => {
		assertProperty(
			fc.property(fc.array(facts, { minLength: 1, maxLength: 6 }), fc.nat(), (all, turn) => {
				const order = ['low', 'normal', 'high'];
				const dueOn = all.map((one) => one.dueOn).toSorted()[0]!;
				const best = all.filter((one) => one.dueOn === dueOn).map((one) => order.indexOf(one.priority));
				const rotated = [...all.slice(turn % all.length), ...all.slice(0, turn % all.length)];
				for (const merged of [fold(all), fold(rotated)]) {
					expect(merged.dueOn).toBe(dueOn);
					expect(merged.priority).toBe(order[Math.max(...best)]);
				}
			}),
		);
	});

	it('never loses a follower, never doubles one, never invents one', () => {
		assertProperty(
			fc.property(facts, facts, (existing, proposed) => {
				const { kind, relance: merged } = mergeRelance(existing, proposed);
				expect(merged.followerIds).toEqual(expect.arrayContaining(existing.followerIds));
				expect(new Set(merged.followerIds).size).toBe(merged.followerIds.length);
				const known = [...existing.followerIds, ...proposed.followerIds];
				expect(known).toEqual(expect.arrayContaining(merged.followerIds));
				if (kind !== 'unchanged')
					expect(merged.followerIds).toEqual(expect.arrayContaining(proposed.followerIds));
			}),
		);
	});

	it('says unchanged exactly when nothing changes, and changes nothing the second time', () => {
		assertProperty(
			fc.property(facts, facts, (existing, proposed) => {
				const { kind, relance: merged } = mergeRelance(existing, proposed);
				const { origin: _, ...before } = existing;
				const { origin: __, ...after } = merged;
				expect(kind === 'unchanged').toBe(JSON.stringify(before) === JSON.stringify(after));
				expect(mergeRelance(merged, proposed)).toEqual({ kind: 'unchanged', relance: merged });
			}),
		);
	});
});
