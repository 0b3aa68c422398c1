import { describe, expect, it } from 'vitest';
import { FIFTH_ABSENCES, FIFTH_ACKNOWLEDGEMENTS, FIFTH_NOTICES } from './fifth-machines.ts';
import { FIFTH_PEOPLE } from './fifth-people.ts';
import { FIRST_MACHINES } from './first-machines.ts';
import { FIRST_PEOPLE } from './first-people.ts';
import { FOURTH_MACHINES, FOURTH_PEOPLE } from './fourth-round.ts';
import { HELD_OUT_MACHINES } from './held-out-machines.ts';
import { HELD_OUT_PEOPLE } from './held-out-people.ts';
import { isPersons, readAll, tableOf } from './score.ts';
import type { ReadLabelled } from './score.ts';
import { THIRD_MACHINES, THIRD_PEOPLE } from './third-round.ts';

const said = (wrong: readonly ReadLabelled[]) =>
	wrong.map(({ mail, found }) => `${found.kind} by ${found.rule}: ${mail.subject} | ${mail.text}`).join('\n');

describe('who wrote it', () => {
	it.each([
		['before the rules', FIRST_MACHINES],
		['held out', HELD_OUT_MACHINES],
		['third round', THIRD_MACHINES],
		['fourth round', FOURTH_MACHINES],
		['fifth round', [...FIFTH_ABSENCES, ...FIFTH_ACKNOWLEDGEMENTS, ...FIFTH_NOTICES]],
	])('machines, %s: at most one in 200 counts as a person’s reply', async (name, mails) => {
		const read = await readAll(mails, false);
		const wrong = read.filter(isPersons);
		console.log(`machines, ${name}: ${read.length} read, ${wrong.length} wrong\n${tableOf(read, isPersons)}`);
		expect(wrong.length / read.length, said(wrong)).toBeLessThanOrEqual(1 / 200);
		// Each can be told in a sentence.
		for (const { found } of read) {
			const isTold = found.headers.length > 0 || found.quote !== undefined;
			expect(isTold || ['read-receipt', 'complaint', 'calendar'].includes(found.rule), found.rule).toBe(true);
		}
	});

	it.each([
		['absence', FIFTH_ABSENCES],
		['acknowledgement', FIFTH_ACKNOWLEDGEMENTS],
		['notification', FIFTH_NOTICES],
	])('a machine’s mail is told from others: %s', async (kind, mails) => {
		const read = await readAll(mails, false);
		const wrong = read.filter(({ found }) => found.kind !== kind);
		expect(wrong, said(wrong)).toEqual([]);
	});

	it.each([
		['before the rules', FIRST_PEOPLE],
		['held out', HELD_OUT_PEOPLE],
		['third round', THIRD_PEOPLE],
		['fourth round', FOURTH_PEOPLE],
		['fifth round', FIFTH_PEOPLE],
	])('people, %s: at most one in 500 counts as a machine’s', async (name, mails) => {
		const read = await readAll(mails, true);
		const isWrong = ({ found }: ReadLabelled) => found.kind !== 'human';
		const wrong = read.filter(isWrong);
		const asked = read.filter(({ found }) => found.doubt);
		console.log(
			`people, ${name}: ${read.length} read, ${wrong.length} wrong, ${asked.length} doubtful\n${tableOf(read, isWrong)}`,
		);
		expect(wrong.length / read.length, said(wrong)).toBeLessThanOrEqual(1 / 500);
		expect(asked.length / read.length, said(asked)).toBeLessThanOrEqual(0.05);
	});
});
