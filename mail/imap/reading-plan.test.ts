import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { describe, expect, it } from 'vitest';
import { isWatched, planReading } from './reading-plan.ts';

const at = new Date('2026-11-24T09:00:00Z');
const cursor = (uidValidity: bigint | null, lastUid: bigint, readAt: Date | null = at) => ({
	uidValidity,
	lastUid,
	readAt,
});

describe('planReading', () => {
	it.each([
		['stands still', cursor(1n, 9n), { uidValidity: 1n, uidNext: 10 }, at, { kind: 'nothing' }],
		['mail came', cursor(1n, 9n), { uidValidity: 1n, uidNext: 12 }, at, { kind: 'after', uid: 9n }],
		['UIDNEXT went back', cursor(1n, 9n), { uidValidity: 1n, uidNext: 5 }, at, { kind: 'nothing' }],
		[
			'first reading of a mailbox',
			cursor(null, 0n, null),
			{ uidValidity: 1n, uidNext: 20_001 },
			null,
			{ kind: 'begin', lastUid: 20_000n },
		],
		[
			'a new folder of a known mailbox',
			cursor(null, 0n, null),
			{ uidValidity: 1n, uidNext: 3 },
			at,
			{ kind: 'again', since: new Date('2026-11-21T09:00:00Z'), lastUid: 2n },
		],
		[
			'another UIDVALIDITY',
			cursor(1n, 9n),
			{ uidValidity: 2n, uidNext: 4 },
			new Date(0),
			{ kind: 'again', since: new Date('2026-11-21T09:00:00Z'), lastUid: 3n },
		],
	] as const)('%s', (_, folder, status, known, plan) =>
		expect(planReading(folder, status, known)).toEqual(plan),
	);

	it('never goes back under one UIDVALIDITY and never skips a UID', () => {
		assertProperty(
			fc.property(fc.nat(1_000), fc.integer({ min: 1, max: 1_000 }), (read, uidNext) => {
				const plan = planReading(cursor(1n, BigInt(read)), { uidValidity: 1n, uidNext }, at);
				expect(plan.kind).toBe(uidNext - 1 > read ? 'after' : 'nothing');
				if (plan.kind === 'after') expect(plan.uid).toBe(BigInt(read));
			}),
		);
	});
});

it('drafts and trash are not watched', () => {
	expect(isWatched({ specialUse: '\\Junk', selectable: true })).toBe(true);
	expect(isWatched({ specialUse: null, selectable: true })).toBe(true);
	expect(isWatched({ specialUse: null, selectable: false })).toBe(false);
	expect(isWatched({ specialUse: '\\Drafts', selectable: true })).toBe(false);
	expect(isWatched({ specialUse: '\\Trash', selectable: true })).toBe(false);
});
