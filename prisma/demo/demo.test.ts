import { expect, test } from 'vitest';
import { DEMO_COMPANIES } from './companies.ts';
import { DEMO_LETTERS } from './letters.ts';
import { DEMO_MAILBOXES } from './mailboxes.ts';
import { DEMO_PEOPLE, demoPerson } from './people.ts';
import type { DemoBehaviourKey } from './behaviours.ts';
import { DEMO_READERS, READERS } from './readers.ts';
import { DEMO_SEQUENCES } from './sequences.ts';
import { DEMO_ENGAGEMENTS, DEMO_RELANCES } from './starting-state.ts';
import { CADRELUNE, CADRELUNE_USERS, ORGEVANE } from './subscriptions.ts';

/** The French checksum of SIREN and SIRET numbers (Luhn). */
const passesChecksum = (digits: string) =>
	[...digits]
		.reverse()
		.map((digit, place) => Number(digit) * (place % 2 === 0 ? 1 : 2))
		.reduce((sum, value) => sum + (value > 9 ? value - 9 : value), 0) %
		10 ===
	0;

/** Kept for fiction by the French and British regulators. */
const FICTION =
	/^(?:(?:01 99 00|02 61 91|03 53 01|04 65 71|05 36 49|06 39 98) \d\d \d\d|\+44 20 7946 0\d{3})$/;

test('company numbers begin with 000 and pass the checksum, so that validation can stay real', () => {
	const sirens = [...DEMO_COMPANIES.map((company) => company.siren), CADRELUNE.siren, ORGEVANE.siren];
	for (const siren of sirens) {
		if (siren !== null)
			expect([siren, /^000\d{6}$/.test(siren) && passesChecksum(siren)]).toEqual([siren, true]);
	}
	for (const { siret } of DEMO_COMPANIES.flatMap((company) => company.sites)) {
		expect([siret, passesChecksum(siret)]).toEqual([siret, true]);
	}
});

test('every telephone number lies in a range of fiction', () => {
	const phones = [
		...DEMO_COMPANIES.map((company) => company.phone),
		...DEMO_PEOPLE.flatMap((person) => [person.phone, person.mobile]),
		...Object.values(CADRELUNE_USERS).map((user) => user.phone),
	].filter((phone) => phone !== null);
	expect(phones.filter((phone) => !FICTION.test(phone))).toEqual([]);
});

test('every address is its own, ends in .example and belongs to a domain of its company', () => {
	const addresses = DEMO_PEOPLE.flatMap((person) => person.addresses);
	expect(new Set(addresses).size).toBe(addresses.length);
	for (const person of DEMO_PEOPLE) {
		const { domains } = DEMO_COMPANIES.find((company) => company.key === person.company)!;
		for (const address of person.addresses) {
			expect(address).toMatch(/^[a-z][a-z.-]*@[a-z-]+\.example$/);
			expect(domains).toContain(address.split('@')[1]);
		}
	}
	expect(DEMO_MAILBOXES.every((mailbox) => mailbox.address.endsWith('.example'))).toBe(true);
});

test('every reader of the newsletter has an address of her own, at the company that is hers', () => {
	expect(new Set(DEMO_READERS.map(({ address }) => address)).size).toBe(READERS);
	const known = new Set(DEMO_PEOPLE.flatMap((person) => person.addresses));
	for (const { address, domain } of DEMO_READERS) {
		expect(address).toMatch(new RegExp(`^[a-z.-]+@${domain.replaceAll('.', '\\.')}$`));
		expect(known.has(address)).toBe(false);
	}
	const does = Map.groupBy(DEMO_READERS, ({ behaviour }) => behaviour.does);
	expect(
		['bounces-later', 'complains', 'cuts-connection'].map((key) => does.get(key as DemoBehaviourKey)!.length),
	).toEqual([2, 1, 1]);
});

test('nobody writes with a straight apostrophe', () => {
	const texts = [
		...Object.values(DEMO_LETTERS).map((letter) => letter.text),
		...DEMO_SEQUENCES.flatMap((sequence) => sequence.steps.map((step) => step.text)),
		...DEMO_RELANCES.map((relance) => relance.lastNote),
	];
	expect(texts.filter((text) => text.includes("'"))).toEqual([]);
});

test('the world has 47 people, 13 companies, 9 steps in 3 sequences, 9 relances and 8 engagements', () => {
	expect(DEMO_PEOPLE.map((person) => person.number)).toEqual(
		Array.from({ length: 47 }, (_, index) => index + 1),
	);
	expect(DEMO_COMPANIES).toHaveLength(13);
	expect(DEMO_SEQUENCES.map((sequence) => sequence.steps.length)).toEqual([4, 3, 2]);
	expect(DEMO_RELANCES).toHaveLength(9);
	expect(DEMO_ENGAGEMENTS.map(({ person }) => demoPerson(person).lastName)).toEqual([
		'Galvanec',
		'Lachenoy',
		'Mandrillon',
		'Morhannic',
		'Hartsworth',
		'Ittenbachel',
		'Lascombrie',
		'Arzelin',
	]);
});
