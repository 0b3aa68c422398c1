import { normaliseAddress } from '#domain/values/mail-address.ts';
import type { Transaction } from '#platform/database/database.ts';

/** Whom an address belongs to. A general address or a domain names a company only. */
export interface KnownCorrespondent {
	readonly contactId: string | null;
	readonly companyId: string;
}

/**
 * The contacts and companies behind addresses (5.5-2, tracked mode), by the address as it was given: a contact's own, then a
 * company's general one, then its domain.
 */
export async function readCorrespondents(
	tx: Transaction,
	addresses: readonly string[],
): Promise<ReadonlyMap<string, readonly KnownCorrespondent[]>> {
	const wanted = [...new Set(addresses)].map((given) => {
		const stored = normaliseAddress(given) ?? given;
		return { given, stored, domain: stored.slice(stored.lastIndexOf('@') + 1) };
	});
	if (wanted.length === 0) return new Map();
	const stored = wanted.map((one) => one.stored);
	const contacts = await tx.db.contactAddress.findMany({
		where: { address: { in: stored } },
		select: { address: true, contactId: true, contact: { select: { companyId: true } } },
		orderBy: { contactId: 'asc' },
	});
	const general = await tx.db.companyAddress.findMany({ where: { address: { in: stored } } });
	const domains = await tx.db.companyDomain.findMany({
		where: { domain: { in: [...new Set(wanted.map(({ domain }) => domain))] } },
	});
	return new Map(
		wanted.map(({ given, stored: address, domain }) => [
			given,
			[
				...contacts
					.filter((known) => known.address === address)
					.map(({ contactId, contact }) => ({ contactId, companyId: contact.companyId })),
				...general
					.filter((known) => known.address === address)
					.map(({ companyId }) => ({ contactId: null, companyId })),
				...domains
					.filter((known) => known.domain === domain)
					.map(({ companyId }) => ({ contactId: null, companyId })),
			],
		]),
	);
}
