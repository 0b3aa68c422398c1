import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';

/** UIDVALIDITY has 32 bits and is never 0 (RFC 3501, 2.3.1.1): below 0 lies no place of any server. */
const VALIDITIES = 2 ** 32;

/**
 * The mails of a mailbox lie nowhere in the account that it is given now: a mail there that has the UIDVALIDITY and the UID of
 * an earlier one is another mail. Their places keep their order below 0, a range of their own for each change of account.
 */
export async function vacatePlaces(tx: Transaction, mailboxId: string): Promise<void> {
	for (const table of ['message', 'message_copy']) {
		await tx.sql`
			UPDATE ${Prisma.raw(table)} SET uid_validity = uid_validity - (
				SELECT CASE WHEN min(uid_validity) < 0 THEN (-min(uid_validity)) / ${VALIDITIES}::bigint + 2 ELSE 1 END * ${VALIDITIES}::bigint
				FROM ${Prisma.raw(table)}
				WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${mailboxId}::uuid)
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${mailboxId}::uuid AND uid_validity > 0`;
	}
	await tx.db.readingTry.deleteMany({ where: { mailboxId } });
}
