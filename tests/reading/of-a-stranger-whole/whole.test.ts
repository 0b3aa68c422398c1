/** Mails of a stranger, taken in by the mailbox's watcher: what they do to an engaged contact whose first step left. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LetterBox } from '#activities/mailbox/letters.test-support.ts';
import type { Watching } from '#activities/mailbox/mailbox-deps.ts';
import { Office } from '#tests/environment/office.ts';
import { labelled, outcomeOf, type Outcome } from './score.ts';

/** The labels are of this day, a Tuesday. */
const RECEIVED = Date.parse('2026-11-24T08:12:33Z');

let office: Office;
let letters: LetterBox;
let camille: Watching;

beforeAll(async () => {
	office = await Office.open('of-a-stranger');
	// The clock only goes forward; the day of the labels may lie behind.
	await office.asOwner('ALTER TABLE installation DISABLE TRIGGER USER');
	await office.asOwner(`UPDATE installation SET clock_offset_ms = ${RECEIVED - Date.now()}`);
	letters = new LetterBox(office);
	await office.watch({});
	camille = await letters.watch();
});
afterAll(async () => {
	await letters.close();
	await office.close();
});

it.each(['.', 'fresh', 'fresh-again', 'fresh-last'])(
	'what a stranger wrote is read right (%s)',
	async (folder) => {
		const outcomes: Outcome[] = [];
		for (const mail of labelled(folder))
			outcomes.push(await outcomeOf(office, letters, camille, folder, mail));
		console.log(tableOf(outcomes));
		const wrong = outcomes.filter((one) => one.wrong.length > 0);
		expect(wrong.map(({ mail, wrong }) => `${mail.name}: ${wrong.join('; ')}`)).toEqual([]);
	},
);

function tableOf(outcomes: readonly Outcome[]): string {
	const kinds = [...new Set(outcomes.map(({ mail }) => mail.kind))];
	const line = (name: string, of: readonly Outcome[]) =>
		`${name}: ${of.filter(({ wrong }) => wrong.length === 0).length}/${of.length} right, ${of.filter(({ isDoubt }) => isDoubt).length} doubtful`;
	return [
		...kinds.map((kind) =>
			line(
				kind,
				outcomes.filter(({ mail }) => mail.kind === kind),
			),
		),
		line('all', outcomes),
	].join('\n');
}
