import { expect, it } from 'vitest';
import { mergeEdit } from '#domain/values/merge-edit.ts';
import { newDraft, newStep, toInput, type Draft } from './draft.ts';
import { draftOfFields, fieldsOfDrafts } from './sequence-fields.ts';

const began: Draft = {
	...newDraft('Europe/Paris', 'fr'),
	title: 'Premier contact',
	steps: [newStep(), newStep()],
};
const withStep = (draft: Draft, index: number, bodyHtml: string): Draft => ({
	...draft,
	steps: draft.steps.map((step, at) => (at === index ? { ...step, bodyHtml } : step)),
});

it('gives a draft back as it was', () => {
	const [fields] = fieldsOfDrafts([began] as const);
	expect(toInput(draftOfFields(fields))).toEqual(toInput(began));
});

it('brings two people together who wrote different steps', () => {
	const mine = withStep(began, 0, '<p>Le mien</p>');
	const theirs = withStep({ ...began, windowFrom: 480 }, 1, '<p>Le leur</p>');
	const [base, mineFields, theirFields] = fieldsOfDrafts([began, mine, theirs] as const);
	const { merged, collisions } = mergeEdit({ ...base }, mineFields, theirFields);
	expect(collisions).toEqual([]);
	const both = toInput(draftOfFields(merged));
	expect(both.steps.map(({ bodyHtml }) => bodyHtml)).toEqual(['<p>Le mien</p>', '<p>Le leur</p>']);
	expect(both.windowFrom).toBe(480);
});

it('asks about all steps where one of them added or removed one', () => {
	const mine = withStep(began, 0, '<p>Le mien</p>');
	const theirs = { ...began, steps: [...began.steps, newStep()] };
	const [base, mineFields, theirFields] = fieldsOfDrafts([began, mine, theirs] as const);
	expect(mergeEdit({ ...base }, mineFields, theirFields).collisions).toEqual(['steps']);
});
