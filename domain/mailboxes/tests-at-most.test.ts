import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectionLimits } from '#platform/limits.ts';
import { Office } from '#tests/environment/office.ts';
import { countTest } from './tests-at-most.ts';

let office: Office;
beforeAll(async () => {
	office = await Office.open('tests-at-most');
});
afterAll(() => office.close());

it('counts what one person begins at the same time', async () => {
	const { testsAtMost } = connectionLimits;
	const begun = await Promise.allSettled(
		Array.from({ length: 2 * testsAtMost }, () => office.tx((tx) => countTest(tx, office.camille))),
	);
	expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(testsAtMost);
	await office.tx((tx) => countTest(tx, office.ines));
});
