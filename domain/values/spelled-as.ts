import { gmailMailboxesOf } from '#platform/addresses/comparable-address.ts';
import { Prisma } from '#prisma/generated/client/client.ts';

/**
 * A stored address is one of these mailboxes, however Gmail's are spelt (`mailboxOf`, in the database `mailbox_of`). Its
 * second half costs a look at every address at Gmail, and stands there only where one of these is one.
 *
 * @param column in lower case, as addresses are stored.
 * @param addresses as they are stored.
 */
export function isSpelledAs(column: Prisma.Sql, addresses: readonly string[]): Prisma.Sql {
	const exact = Prisma.sql`${column} = ANY(${[...addresses]}::text[])`;
	const atGmail = gmailMailboxesOf(addresses);
	if (atGmail.length === 0) return exact;
	return Prisma.sql`(${exact} OR (${column} ~ '^[^@]+@(gmail|googlemail)\\.com$'
		AND mailbox_of(${column}) = ANY(${atGmail}::text[])))`;
}
