import { normaliseAddress } from '#domain/values/mail-address.ts';
import { isSpelledAs } from '#domain/values/spelled-as.ts';
import { mailboxOf } from '#platform/addresses/comparable-address.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
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
	const contacts = await tx.db.$queryRaw<{ address: string; contactId: string; companyId: string }[]>`
		SELECT a.address, a.contact_id::text AS "contactId", c.company_id::text AS "companyId" FROM contact_address a
		JOIN contact c ON (c.subscription_id, c.id) = (a.subscription_id, a.contact_id)
		WHERE a.subscription_id = ${tx.subscriptionId}::uuid AND ${isSpelledAs(Prisma.sql`a.address`, stored)}
		ORDER BY a.contact_id`;
	const general = await tx.db.companyAddress.findMany({ where: { address: { in: stored } } });
	const domains = await tx.db.companyDomain.findMany({
		where: { domain: { in: [...new Set(wanted.map(({ domain }) => domain))] } },
	});
	return new Map(
		wanted.map(({ given, stored: address, domain }) => [
			given,
			[
				...contacts
					.filter((known) => mailboxOf(known.address) === mailboxOf(address))
					.map(({ contactId, companyId }) => ({ contactId, companyId })),
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
