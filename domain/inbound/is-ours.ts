import { normaliseAddress, withoutTag } from '#domain/values/mail-address.ts';
import { isSpelledAs } from '#domain/values/spelled-as.ts';
import { isPublicMailDomain } from '#platform/addresses/public-mail-domains.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';

interface OursRow {
	readonly isAddress: boolean;
	readonly isDomain: boolean;
	readonly isContact: boolean;
}

/**
 * Whether an address is on our own side (5.7-2): of a user, a mailbox, a sender or an alias of the subscription, with or
 * without a plus part, or at a domain of ours (docs/design/reply-detection.md#us): the founder's, those of connected mailboxes
 * but where somebody was engaged; never a public mail provider's. Whoever was engaged as a contact is none of us.
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
			UNION SELECT address FROM mailbox_alias WHERE subscription_id = ${tx.subscriptionId}::uuid
			UNION SELECT address FROM from_address
				WHERE subscription_id = ${tx.subscriptionId}::uuid AND proven_at IS NOT NULL
		)
		SELECT coalesce(bool_or(${isSpelledAs(Prisma.sql`lower(address)`, [plain])}), false) AS "isAddress",
			${isDomainOfOurs(tx, domain)} AS "isDomain",
			EXISTS (
				SELECT FROM contact_address a
				JOIN engagement e ON (e.subscription_id, e.contact_id) = (a.subscription_id, a.contact_id)
				WHERE a.subscription_id = ${tx.subscriptionId}::uuid AND ${isSpelledAs(Prisma.sql`a.address`, [address, plain])}
			) AS "isContact"
		FROM ours`;
	if (!found || found.isContact) return false;
	return found.isAddress || (found.isDomain && !isPublicMailDomain(domain));
}

/** An invitation proves nothing: a partner who was invited under a prospect's domain makes it no domain of ours. */
function isDomainOfOurs(tx: Transaction, domain: string): Prisma.Sql {
	return Prisma.sql`(
		EXISTS (SELECT FROM "user" founder WHERE founder.subscription_id = ${tx.subscriptionId}::uuid
			AND split_part(lower(founder.email), '@', 2) = ${domain}
			AND founder.created_at = (SELECT min(created_at) FROM "user" WHERE subscription_id = ${tx.subscriptionId}::uuid))
		OR (EXISTS (SELECT FROM mailbox WHERE subscription_id = ${tx.subscriptionId}::uuid AND deleted_at IS NULL
				AND synchronised_at IS NOT NULL AND split_part(lower(address), '@', 2) = ${domain})
			AND NOT EXISTS (SELECT FROM company_domain d
				JOIN engagement e ON (e.subscription_id, e.company_id) = (d.subscription_id, d.company_id)
				WHERE d.subscription_id = ${tx.subscriptionId}::uuid AND d.domain = ${domain})))`;
}
