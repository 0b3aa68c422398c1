import { expect, it } from 'vitest';
import { laterDateIn } from './later-date.ts';

const receivedAt = new Date('2026-11-24T09:00:00Z');
const day = (text: string) => laterDateIn(text, receivedAt, 'Europe/Paris')?.day;

it.each([
	['Pas maintenant, recontactez-moi dans six mois.', '2027-05-24'],
	['Revenez vers nous d’ici 3 semaines.', '2026-12-15'],
	['Nous en reparlerons en septembre.', '2027-09-01'],
	['Voyons cela à partir de janvier 2028.', '2028-01-01'],
	['Le budget sera revu au deuxième trimestre.', '2027-04-01'],
	['Plutôt l’année prochaine.', '2027-01-01'],
	['À la rentrée, peut-être.', '2027-09-01'],
	['Not now. Please try again in six months.', '2027-05-24'],
	['Get back to us in a couple of weeks.', '2026-12-08'],
	['We will look at it in Q3 2027.', '2027-07-01'],
	['Maybe next year.', '2027-01-01'],
	['Our contract ends in March.', '2027-03-01'],
])('%s', (text, wanted) => expect(day(text)).toBe(wanted));

it.each([
	'Nous ne sommes pas intéressés.',
	'Nous avons renouvelé pour trois ans.',
	'Cela se fera en 2035.',
	'Le premier point ne nous concerne pas.',
	'In my opinion, no.',
])('%s: no day', (text) => expect(day(text)).toBeUndefined());
