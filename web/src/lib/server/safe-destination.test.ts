import { expect, it } from 'vitest';
import { safeDestination } from './safe-destination.ts';

it('leads to a path of ours, written as a header can carry it', () => {
	expect(safeDestination('/companies?search=a%20b#notes')).toBe('/companies?search=a%20b#notes');
	expect(safeDestination('/companies/été…')).toBe('/companies/%C3%A9t%C3%A9%E2%80%A6');
	expect(safeDestination('/contacts?to=https://elsewhere.example/')).toBe(
		'/contacts?to=https://elsewhere.example/',
	);
});

it.each([
	null,
	'',
	'companies',
	'https://elsewhere.example/',
	'//elsewhere.example/',
	'/\\elsewhere.example/',
	'/\t/elsewhere.example/',
	'/\n…',
	'/..//elsewhere.example/',
	'/./\\elsewhere.example',
	'/\u0000',
])('leads home instead of to %j', (wanted) => {
	expect(safeDestination(wanted)).toBe('/');
});
