import { expect, it } from 'vitest';
import { successWords } from './success-words.ts';

it.each([
	['no', 'no', null],
	['counts', 'no', 'Succès : une réponse ou un clic.'],
	['counts', 'counts', 'Succès : une réponse, un clic ou une ouverture.'],
	['no', 'unmeasured', 'Succès : une réponse. Les ouvertures de cette personne ne sont pas mesurées.'],
	[
		'counts',
		'unmeasured',
		'Succès : une réponse ou un clic. Les ouvertures de cette personne ne sont pas mesurées.',
	],
	[
		...(['unmeasured', 'unmeasured'] as const),
		'Succès : une réponse. Les clics de cette personne ne sont pas mesurés. Les ouvertures de cette personne ne sont pas mesurées.',
	],
] as const)('clicks %s, opens %s: %s', (clicks, opens, words) => {
	expect(successWords({ clicks, opens })).toBe(words);
});
