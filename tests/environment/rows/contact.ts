import { randomUUID } from 'node:crypto';
import type { Transaction } from '#platform/database/database.ts';
import type { Civility } from '#prisma/generated/client/client.ts';

/** What a test says of a contact; the rest is as usual. */
export interface ContactWish {
	readonly id?: string;
	/** Without it, a company of its own. */
	readonly companyId?: string;
	readonly civility?: Civility;
	readonly firstName?: string;
	readonly lastName?: string;
	/** Without it, one that exists nowhere. */
	readonly address?: string;
	readonly leftCompanyAt?: Date | null;
}

export interface CreatedContact {
	readonly contactId: string;
	readonly companyId: string;
	readonly address: string;
}

/** A contact with one address, at a company. */
export async function createContact(
	{ db, subscriptionId }: Transaction,
	{ id: contactId = randomUUID(), companyId: given, address: wished, ...wish }: ContactWish = {},
): Promise<CreatedContact> {
	const companyId = given ?? randomUUID();
	const address = wished ?? `${contactId}@ardelouse.example`;
	if (!given) await db.company.create({ data: { subscriptionId, id: companyId, name: 'Ardelouse' } });
	await db.contact.create({
		data: { subscriptionId, id: contactId, companyId, lastName: 'Ronsavel', ...wish },
	});
	await db.contactAddress.create({ data: { subscriptionId, contactId, address, isPrimary: true } });
	return { contactId, companyId, address };
}
