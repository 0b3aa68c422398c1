import { normaliseAddress, withoutTag } from '#domain/values/mail-address.ts';
import { isPublicMailDomain } from '#domain/values/public-mail-domain.ts';
import type { Transaction } from '#platform/database/database.ts';

interface OursRow {
	readonly isAddress: boolean;
	readonly isDomain: boolean;
	readonly isContact: boolean;
}

/**
 * Whether an address is on our own side (5.7-2): of a user, a mailbox or a sender of the subscription, with or without a plus
 * part, or at a domain of theirs that is no public mail provider's. Whoever was engaged as a contact is none of us.
 */
export async function isOurs(tx: Transaction, written: string): Promise<boolean> {
	const address = normaliseAddress(written) ?? written;
	const plain = withoutTag(address);
	const domain = plain.slice(plain.lastIndexOf('@') + 1);
	const [found] = await tx.sql<OursRow>`
		WITH ours AS (
			SELECT email AS address FROM "user" WHERE subscription_id = ${tx.subscriptionId}::uuid
			UNION SELECT address FROM mailbox WHERE subscription_id = ${tx.subscriptionId}::uuid
			UNION SELECT address FROM sender WHERE subscription_id = ${tx.subscriptionId}::uuid
		)
		SELECT coalesce(bool_or(lower(address) = ${plain}), false) AS "isAddress",
			coalesce(bool_or(split_part(lower(address), '@', 2) = ${domain}), false) AS "isDomain",
			EXISTS (
				SELECT FROM contact_address a
				JOIN engagement e ON (e.subscription_id, e.contact_id) = (a.subscription_id, a.contact_id)
				WHERE a.subscription_id = ${tx.subscriptionId}::uuid AND a.address = ANY (${[address, plain]})
			) AS "isContact"
		FROM ours`;
	if (!found || found.isContact) return false;
	return found.isAddress || (found.isDomain && !isPublicMailDomain(domain));
}
