import { expect, it } from 'vitest';
import { PART_REASONS } from '#domain/newsletters/issues/part-reasons.ts';
import { RUN_REGISTRY } from '#domain/runs/registry.ts';
import { isRunReason } from '#texts/run-reasons.ts';
import { RUN_KINDS } from '#workflows/contracts/run-ref.ts';
import { runReasonName } from './run-reason-names.ts';

const isNameless = (code: string) => runReasonName(code) === code;

it.each(RUN_KINDS)('a run of the kind %s has a name for every reason that its SQL may answer', (kind) => {
	const codes = [...RUN_REGISTRY[kind].shown.matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map(([, code]) => code!);
	expect(codes.filter(isNameless)).toEqual([]);
});

it('an issue has a name in each of its states', () => {
	const states = ['preparing', 'leaving', 'paused', 'observing', 'ended', 'stopped'].map(
		(state) => `issue-${state}`,
	);
	expect([...states, 'issue-restored'].filter(isNameless)).toEqual([]);
});

it('a part has a name and a sentence for whatever it waits for', () => {
	expect(PART_REASONS.filter((code) => isNameless(code) || !isRunReason(code))).toEqual([]);
});
