import { expect, it } from 'vitest';
import { successWords } from './success-words.ts';

it.each([
	['no', 'no', null],
	['counts', 'no', 'Success: a reply or a click.'],
	['counts', 'counts', 'Success: a reply, a click or an opening.'],
	['no', 'unmeasured', 'Success: a reply. Openings of this person are not measured.'],
	['counts', 'unmeasured', 'Success: a reply or a click. Openings of this person are not measured.'],
	[
		...(['unmeasured', 'unmeasured'] as const),
		'Success: a reply. Clicks of this person are not measured. Openings of this person are not measured.',
	],
] as const)('clicks %s, opens %s: %s', (clicks, opens, words) => {
	expect(successWords({ clicks, opens })).toBe(words);
});
