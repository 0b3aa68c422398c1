import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { expect, it } from 'vitest';
import { mergeEdit } from './merge-edit.ts';

const base = { name: 'Brumevent', city: 'Lyon', phone: null, domains: ['brumevent.example'] };

it('keeps each field as the one person who changed it left it', () => {
	const mine = { ...base, city: 'Nantes' };
	const theirs = { ...base, phone: '01 02' };
	expect(mergeEdit(base, mine as never, theirs as never)).toEqual({
		merged: { ...base, city: 'Nantes', phone: '01 02' },
		collisions: [],
	});
});

it('names the fields that both changed, and not to the same', () => {
	const mine = { ...base, name: 'Brumevent SA', city: 'Nantes', domains: ['a.example'] };
	const theirs = { ...base, name: 'Brumevent SAS', city: 'Nantes', domains: ['b.example'] };
	const { merged, collisions } = mergeEdit(base, mine, theirs);
	expect(collisions).toEqual(['name', 'domains']);
	expect(merged).toEqual(mine);
});

it('takes an empty field of a form for nothing stored', () => {
	const form = { phone: '', name: ' Brumevent ' };
	expect(mergeEdit(form, form, { phone: null as never, name: 'Brumevent' }).collisions).toEqual([]);
});

it('holds nothing against a field of which the person did not say what she saw', () => {
	expect(mergeEdit({}, { name: 'b' }, { name: 'c' })).toEqual({ merged: { name: 'b' }, collisions: [] });
});

it('never loses a change without naming it', () => {
	const form = fc.record({ a: fc.nat(3), b: fc.nat(3), c: fc.nat(3) });
	assertProperty(
		fc.property(form, form, form, (began, mine, theirs) => {
			const { merged, collisions } = mergeEdit(began, mine, theirs);
			for (const field of ['a', 'b', 'c'] as const) {
				if (collisions.includes(field)) continue;
				if (mine[field] !== began[field]) expect(merged[field]).toBe(mine[field]);
				else expect(merged[field]).toBe(theirs[field]);
			}
		}),
	);
});
