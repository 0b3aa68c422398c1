import type { DemoBehaviour } from './behaviours.ts';
import { hours, minutes, seconds } from './duration.ts';

/** A reader of the demonstration's newsletter, made up by number. */
export interface DemoReader {
	readonly firstName: string;
	readonly lastName: string;
	readonly address: string;
	readonly company: string;
	/** Domain of the company. */
	readonly domain: string;
	readonly behaviour: DemoBehaviour;
}

/** How many subscribe at once in *Monde de démonstration* (docs/demonstration-world/later.md). */
export const READERS = 2_000;

const FIRST_NAMES = [
	...['Adèle', 'Bastien', 'Clémence', 'Damien', 'Estelle', 'Fabien', 'Gaëlle', 'Hervé', 'Inaya', 'Joris'],
	...['Karine', 'Lucas', 'Maëlys', 'Nathan', 'Océane', 'Pascal', 'Quentin', 'Rosalie', 'Simon', 'Tiphaine'],
];
const LAST_BEGINNINGS = ['Ard', 'Bel', 'Cors', 'Drem', 'Esq', 'Four', 'Gal', 'Hur', 'Jand', 'Lorm'];
const LAST_ENDINGS = [
	'avel',
	'erond',
	'igny',
	'oustin',
	'uvane',
	'ambert',
	'elois',
	'inier',
	'ortal',
	'ussac',
];
const TRADES = [
	'Tôlerie',
	'Fonderie',
	'Visserie',
	'Papeterie',
	'Robinetterie',
	'Menuiserie',
	'Filature',
	'Minoterie',
];
const PLACES = ['Ambrelle', 'Corvignac', 'Dunoise', 'Estrenne', 'Valmorin'];

/** Of how many readers one behaves so, and which of them. */
const HABITS: readonly {
	readonly every: number;
	readonly from: number;
	readonly behaviour: DemoBehaviour;
}[] = [
	{ every: 1_000, from: 311, behaviour: { does: 'bounces-later', after: minutes(2) } },
	{ every: 2_000, from: 702, behaviour: { does: 'complains', after: minutes(20) } },
	{ every: 2_000, from: 955, behaviour: { does: 'cuts-connection' } },
	{ every: 400, from: 40, behaviour: { does: 'unsubscribes', step: 1, after: minutes(3) } },
	{ every: 500, from: 77, behaviour: { does: 'unknown-recipient' } },
	{ every: 40, from: 21, behaviour: { does: 'clicks', step: 1, after: minutes(9) } },
	{ every: 50, from: 13, behaviour: { does: 'machine-opens', after: seconds(1) } },
	{ every: 10, from: 4, behaviour: { does: 'opens', after: hours(2) } },
];

const behaviourOf = (number: number): DemoBehaviour =>
	HABITS.find(({ every, from }) => number % every === from)?.behaviour ?? { does: 'silent' };

const plain = (words: string) =>
	words
		.normalize('NFD')
		.replace(/\P{ASCII}/gu, '')
		.toLowerCase();

function readerOf(number: number): DemoReader {
	const name = Math.floor(number / (TRADES.length * PLACES.length));
	const trade = TRADES[number % TRADES.length]!;
	const place = PLACES[Math.floor(number / TRADES.length) % PLACES.length]!;
	const firstName = FIRST_NAMES[name % FIRST_NAMES.length]!;
	// Of the 50 of one company everybody has another name.
	const beginning = LAST_BEGINNINGS[(name + number) % LAST_BEGINNINGS.length]!;
	const ending = LAST_ENDINGS[(Math.floor(name / 5) + number) % LAST_ENDINGS.length]!;
	const lastName = `${beginning}${ending}`;
	const domain = `${plain(trade)}-${plain(place)}.example`;
	const address = `${plain(firstName)}.${plain(lastName)}@${domain}`;
	return {
		firstName,
		lastName,
		address,
		company: `${trade} ${place}`,
		domain,
		behaviour: behaviourOf(number),
	};
}

/** The readers, in the order of their numbers; each has an address of her own. */
export const DEMO_READERS: readonly DemoReader[] = Array.from({ length: READERS }, (_, number) =>
	readerOf(number),
);
