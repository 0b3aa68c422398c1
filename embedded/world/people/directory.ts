import type { DemoBehaviour } from '#prisma/demo/behaviours.ts';
import { demoCompany } from '#prisma/demo/companies.ts';
import { DEMO_PEOPLE } from '#prisma/demo/people.ts';
import { DEMO_READERS } from '#prisma/demo/readers.ts';

/** Somebody whom the demo users may write to. */
export interface WorldPerson {
	/** Main address, lower case; every mail to the person is kept under it. */
	readonly address: string;
	readonly name: string;
	readonly company: string | null;
	readonly language: 'fr' | 'en';
	/** What the demonstration's data gave this person to do. */
	readonly behaviour: DemoBehaviour;
}

/** Under each of the addresses that a person has. */
const byAddress = new Map<string, WorldPerson>(
	DEMO_PEOPLE.flatMap((person) => {
		const [address] = person.addresses;
		if (address === undefined) return [];
		const entry: WorldPerson = {
			address,
			name: `${person.firstName} ${person.lastName}`,
			company: demoCompany(person.company).name,
			language: person.language,
			behaviour: person.behaviour,
		};
		return person.addresses.map((one) => [one, entry] as const);
	}),
);

/** The readers of the newsletter, by their addresses. */
const readers = new Map<string, WorldPerson>(
	DEMO_READERS.map(({ address, firstName, lastName, company, behaviour }) => [
		address,
		{ address, name: `${firstName} ${lastName}`, company, language: 'fr', behaviour },
	]),
);

/** Whether somebody is one of the many readers of the newsletter, whom no list names. */
export const isReader = (address: string) => readers.has(address);

/** The people of docs/demonstration-world/people.md that have an address. */
export const LISTED_PEOPLE: readonly WorldPerson[] = [...new Set(byAddress.values())];

/** Somebody of the same company; where A.4 has nobody else there, a person of its domain. */
export function colleagueOf(person: WorldPerson): string {
	const other = LISTED_PEOPLE.find(
		({ address, company }) => company !== null && company === person.company && address !== person.address,
	);
	return other?.address ?? `claude.tessier@${person.address.split('@')[1]}`;
}

/**
 * Whoever owns an address. An address that nobody of A.4 has belongs to somebody who reads and stays silent, so
 * that a contact made by hand can be written to.
 */
export function personAt(address: string): WorldPerson {
	return (
		byAddress.get(address) ??
		readers.get(address) ?? {
			address,
			name: address.split('@')[0]!,
			company: null,
			language: 'fr',
			behaviour: { does: 'silent' },
		}
	);
}
