import { gmailNamesOf } from '#platform/addresses/comparable-address.ts';
import { Prisma } from '#prisma/generated/client/client.ts';

/**
 * A stored address is one of these mailboxes, however Gmail's are spelt (`mailboxOf` of mail/inbound is the same rule). Its
 * second half costs a look at every address at Gmail, and stands there only where one of these is one.
 *
 * @param column in lower case, as addresses are stored.
 * @param addresses as they are stored.
 */
export function isSpelledAs(column: Prisma.Sql, addresses: readonly string[]): Prisma.Sql {
	const exact = Prisma.sql`${column} = ANY(${[...addresses]}::text[])`;
	const names = gmailNamesOf(addresses);
	if (names.length === 0) return exact;
	return Prisma.sql`(${exact} OR (${column} ~ '^[^@]+@(gmail|googlemail)\\.com$'
		AND replace(split_part(split_part(${column}, '@', 1), '+', 1), '.', '') = ANY(${names}::text[])))`;
}
