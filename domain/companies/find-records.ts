import type { Transaction } from '#platform/database/database.ts';
import { containsFolded, likeLiteral } from '#platform/database/folded-search.ts';
import { Prisma } from '#prisma/generated/client/client.ts';

/** A company, or a contact with its company, that a search found. */
export interface FoundRecord {
	kind: 'company' | 'contact';
	id: string;
	companyId: string;
	label: string;
	/** The city of a company, the company of a contact. */
	detail: string | null;
}

const EACH = 6;

/** What the search of the top bar finds: companies by name, contacts by name or address. At most six of each. */
export async function findRecords(tx: Transaction, text: string): Promise<FoundRecord[]> {
	if (text.trim().length < 2) return [];
	const beginsWith = `${likeLiteral(text.toLowerCase())}%`;
	const person = Prisma.sql`coalesce(p.first_name, '') || ' ' || coalesce(p.last_name, '')`;
	return tx.db.$queryRaw<FoundRecord[]>`
		(SELECT 'company' AS kind, c.id::text, c.id::text AS "companyId", c.name AS label, c.city AS detail
			FROM company c WHERE ${containsFolded(Prisma.sql`c.name`, text)} ORDER BY folded(c.name), c.id LIMIT ${EACH})
		UNION ALL
		(SELECT 'contact', p.id::text, c.id::text, trim(${person}), c.name
			FROM contact p JOIN company c USING (subscription_id)
			WHERE c.id = p.company_id AND p.erased_at IS NULL AND (${containsFolded(person, text)} OR EXISTS (
				SELECT FROM contact_address a WHERE a.subscription_id = p.subscription_id AND a.contact_id = p.id
					AND a.address LIKE ${beginsWith}))
			ORDER BY folded(${person}), p.id LIMIT ${EACH})`;
}
