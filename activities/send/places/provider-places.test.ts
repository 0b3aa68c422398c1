import { expect, it } from 'vitest';
import { providerPlaces } from './provider-places.ts';

it.each([
	['smtp.office365.com', { places: 3, of: 'login' }],
	['smtp-legacy.office365.com', { places: 3, of: 'login' }],
	['graph.microsoft.com', { places: 3, of: 'login' }],
	// Thousands of customers of many subscriptions sign in there: none may wait for another.
	['smtp.gmail.com', { places: 10, of: 'login' }],
	['smtp.orange.fr', { places: 10, of: 'login' }],
	['mail.cadrelune.example', { places: 10, of: 'domain' }],
] as const)('%s', (host, places) => {
	expect(providerPlaces(host, 10)).toEqual(places);
});
