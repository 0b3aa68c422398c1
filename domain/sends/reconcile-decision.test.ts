import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { describe, expect, it } from 'vitest';
import { decideWithoutEvidence } from './reconcile-decision.ts';

const armedAt = new Date('2026-11-24T09:00:00Z');
const after = (ms: number) => new Date(armedAt.getTime() + ms);
const window = 15 * 60_000;

describe('decideWithoutEvidence', () => {
	it.each([
		[0, 1_000],
		[8_000, 2_000],
		[8 * 60_000, 2 * 60_000],
		[14 * 60_000 + 59_500, 500],
	])('%i ms after arm it looks again in %i ms', (since, wait) =>
		expect(decideWithoutEvidence({ armedAt, policy: 'delivery' }, after(since), window)).toEqual({
			kind: 'look-again',
			wait,
		}),
	);

	it.each([
		['silence', 'count-as-left'],
		['delivery', 'send-again'],
		['ask', 'ask'],
	] as const)('after the window %s means %s', (policy, kind) =>
		expect(decideWithoutEvidence({ armedAt, policy }, after(window), window)).toEqual({ kind }),
	);

	it('decides nothing before the window and always ends', () => {
		assertProperty(
			fc.property(
				fc.integer({ min: 1, max: 86_400_000 }),
				fc.constantFrom('silence', 'delivery', 'ask'),
				(length, policy) => {
					let at = 0;
					for (let looks = 0; looks < 400; looks++) {
						const decision = decideWithoutEvidence({ armedAt, policy }, after(at), length);
						if (decision.kind !== 'look-again') return at >= length;
						at += decision.wait;
					}
					return false;
				},
			),
		);
	});

	it('a clock that went back never decides', () => {
		expect(decideWithoutEvidence({ armedAt, policy: 'delivery' }, after(-60_000), window)).toEqual({
			kind: 'look-again',
			wait: 1_000,
		});
	});
});
