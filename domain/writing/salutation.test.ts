import { expect, it } from 'vitest';
import { salutation } from './salutation.ts';

it.each([
	[{ civility: 'madame', firstName: 'Hélène', lastName: 'Ronsavel' }, 'Bonjour Madame Ronsavel,'],
	[{ civility: 'monsieur', lastName: 'de La Tour' }, 'Bonjour Monsieur de La Tour,'],
	[{ firstName: 'Dominique', lastName: 'Ronsavel' }, 'Bonjour Dominique,'],
	[{ civility: 'madame', firstName: 'Dominique' }, 'Bonjour Dominique,'],
	[{ civility: 'madame' }, 'Bonjour,'],
	[{ lastName: 'Ronsavel' }, 'Bonjour,'],
	[{ civility: null, firstName: ' ', lastName: null }, 'Bonjour,'],
] as const)('%j: %s', (person, expected) => expect(salutation(person)).toBe(expected));
