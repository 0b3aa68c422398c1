import type { Transaction } from '#platform/database/database.ts';
import { recipientDomainLimits } from '#platform/newsletter-limits.ts';
import { Prisma } from '#prisma/generated/client/client.ts';

/** The domain of an address, as a statement writes it. */
export const domainIn = (address: string): Prisma.Sql => Prisma.raw(`lower(split_part(${address}, '@', 2))`);

/**
 * The statement that notes domains that measured mails go to, to be asked for beside. One that was noted lately is not touched:
 * those that many mails go to would make them wait for each other.
 *
 * @param domains a query that answers each `domain` once.
 */
export function noteDomains(tx: Transaction, domains: Prisma.Sql): Prisma.Sql {
	const since = new Date(tx.at.getTime() - recipientDomainLimits.notedEvery);
	return Prisma.sql`
		INSERT INTO recipient_domain (subscription_id, domain, noted_at, next_ask_at)
		SELECT ${tx.subscriptionId}::uuid, fresh.domain, ${tx.at}::timestamptz, ${tx.at}::timestamptz FROM (${domains}) AS fresh
		WHERE fresh.domain <> '' AND NOT EXISTS (SELECT FROM recipient_domain known
			WHERE known.subscription_id = ${tx.subscriptionId}::uuid AND known.domain = fresh.domain
				AND known.noted_at > ${since}::timestamptz)
		ORDER BY fresh.domain
		ON CONFLICT (subscription_id, domain) DO UPDATE
		SET noted_at = EXCLUDED.noted_at, next_ask_at = EXCLUDED.next_ask_at, failures = 0`;
}

/** Notes the domains of an issue's recipients whose clicks are measured. */
export async function noteDomainsOfIssue(tx: Transaction, issueId: string): Promise<void> {
	await tx.sql`${noteDomains(
		tx,
		Prisma.sql`SELECT DISTINCT ${domainIn('address')} AS domain FROM issue_place
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND issue_id = ${issueId}::uuid
				AND measures_clicks AND left_out IS NULL AND address IS NOT NULL`,
	)}`;
}

/** Where a domain receives. */
export interface FoundExchangers {
	readonly domain: string;
	/** Names of hosts; null: nobody answered. */
	readonly exchangers: readonly string[] | null;
}

/**
 * Writes down where domains receive. What nobody answered is asked for again later, a few times; what was known of it stands.
 */
export async function recordExchangers(tx: Transaction, found: readonly FoundExchangers[]): Promise<void> {
	const { again, tries } = recipientDomainLimits;
	const rows = found
		.map(({ domain, exchangers }) => ({
			domain,
			isAnswered: exchangers !== null,
			exchangers: (exchangers ?? []).join(' '),
		}))
		.toSorted((one, other) => (one.domain < other.domain ? -1 : 1));
	await tx.sql`
		WITH found AS (
			SELECT * FROM unnest(${rows.map(({ domain }) => domain)}::text[],
				${rows.map(({ isAnswered }) => isAnswered)}::boolean[],
				${rows.map(({ exchangers }) => exchangers)}::text[]) AS found (domain, is_answered, exchangers)
		), held AS MATERIALIZED (
			SELECT known.domain FROM recipient_domain known JOIN found USING (domain)
			WHERE known.subscription_id = ${tx.subscriptionId}::uuid ORDER BY known.domain FOR UPDATE OF known
		)
		UPDATE recipient_domain SET
			exchangers = CASE WHEN found.is_answered THEN coalesce(string_to_array(nullif(found.exchangers, ''), ' '), '{}')
				ELSE recipient_domain.exchangers END,
			failures = CASE WHEN found.is_answered THEN 0 ELSE failures + 1 END,
			next_ask_at = CASE WHEN NOT found.is_answered AND failures + 1 < ${tries}
				THEN ${tx.at}::timestamptz + make_interval(secs => ${again / 1000} * power(2, failures)) END
		FROM found JOIN held USING (domain)
		WHERE recipient_domain.subscription_id = ${tx.subscriptionId}::uuid AND recipient_domain.domain = found.domain`;
}
