import { expect, it } from 'vitest';
import { salutation } from './salutation.ts';

it.each([
	[
		{ civility: 'madame', firstName: 'Hélène', lastName: 'Ronsavel' },
		'Bonjour Madame Ronsavel,',
		'Dear Ms Ronsavel,',
	],
	[{ civility: 'monsieur', lastName: 'de La Tour' }, 'Bonjour Monsieur de La Tour,', 'Dear Mr de La Tour,'],
	[{ firstName: 'Dominique', lastName: 'Ronsavel' }, 'Bonjour Dominique,', 'Hello Dominique,'],
	[{ civility: 'madame', firstName: 'Dominique' }, 'Bonjour Dominique,', 'Hello Dominique,'],
	[{ civility: 'madame' }, 'Bonjour,', 'Hello,'],
	[{ lastName: 'Ronsavel' }, 'Bonjour,', 'Hello,'],
	[{ civility: null, firstName: ' ', lastName: null }, 'Bonjour,', 'Hello,'],
] as const)('%j: %s %s', (person, french, english) => {
	expect(salutation(person, 'fr')).toBe(french);
	expect(salutation(person, 'en')).toBe(english);
});
