import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Civility } from '#prisma/generated/client/client.ts';
import { readAboutPersons, type AboutPerson } from '#domain/persons/read-about-persons.ts';
import { nameOf } from '#domain/values/person-name.ts';

/** A contact as its form and its head show it. */
export interface ContactDetail extends AboutPerson {
	id: string;
	colour: 'orange' | 'grey';
	name: string;
	company: { id: string; name: string };
	civility: Civility | null;
	firstName: string | null;
	lastName: string | null;
	function: string | null;
	/** The primary one first. */
	addresses: {
		id: string;
		address: string;
		isPrimary: boolean;
		invalidAt: Date | null;
		invalidStatus: string | null;
	}[];
	phone: string | null;
	mobile: string | null;
	linkedinUrl: string | null;
	timeZone: string | null;
	addressOrigin: string | null;
	leftCompanyAt: Date | null;
	createdAt: Date;
}

/** @throws {Refusal} missing. */
export async function readContact(tx: Transaction, id: string): Promise<ContactDetail> {
	const row = await tx.db.contact.findFirst({
		where: { id, erasedAt: null },
		select: {
			id: true,
			civility: true,
			firstName: true,
			lastName: true,
			function: true,
			phone: true,
			mobile: true,
			linkedinUrl: true,
			timeZone: true,
			addressOrigin: true,
			leftCompanyAt: true,
			createdAt: true,
			company: { select: { id: true, name: true } },
			addresses: {
				orderBy: [{ isPrimary: 'desc' }, { address: 'asc' }],
				select: { id: true, address: true, isPrimary: true, invalidAt: true, invalidStatus: true },
			},
		},
	});
	if (!row) throw new Refusal('not-found', 'missing');
	const about = await readAboutPersons(tx, [id]);
	return {
		...row,
		...about.get(id)!,
		colour: row.leftCompanyAt ? 'grey' : 'orange',
		name: nameOf(row, row.addresses[0]?.address),
	};
}
