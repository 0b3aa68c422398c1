import type { Transaction } from '#platform/database/database.ts';
import type { NewHit } from './hit.ts';
import { judgeAnonymous } from '../judge/judge-anonymous.ts';

/**
 * Stores what was asked for, in one statement, and answers where each click leads: the target that the mail was written with,
 * never an address of the request. Nothing is stored of a person who refuses (5.7-11), of mails that left before too; her
 * clicks lead on all the same. What a hit names is looked up hit by hit, under a subscription that row-level security alone names:
 * of one that the statistics do not know PostgreSQL would read all places and cards.
 *
 * @returns by place in `hits`: the target; undefined for a pixel, and for a link that its mail does not have.
 */
export async function storeHits(tx: Transaction, hits: readonly NewHit[]): Promise<(string | undefined)[]> {
	const column = <T>(value: (hit: NewHit) => T) => hits.map(value);
	const anonymous = hits.map((hit) =>
		'place' in hit.mail && hit.mail.place === 0 ? judgeAnonymous(hit) : undefined,
	);
	const kept = (value: (hit: NewHit) => string | null) =>
		hits.map((hit, index) => (anonymous[index] ? null : value(hit)));
	const rows = await tx.sql<{ n: number; url: string | null }>`
		WITH asked AS (
			SELECT n::int AS n, send_id, issue_id, place, link, method, network, user_agent, purpose, verdict, evidence, rules
			FROM unnest(
				${column(({ mail }) => ('sendId' in mail ? mail.sendId : null))}::uuid[],
				${column(({ mail }) => ('issueId' in mail ? mail.issueId : null))}::uuid[],
				${column(({ mail }) => ('place' in mail ? mail.place : null))}::int[],
				${column(({ link }) => link ?? null)}::int[],
				${column(({ method }) => method)}::text[],
				${kept(({ network }) => network)}::text[],
				${kept(({ userAgent }) => userAgent)}::text[],
				${kept(({ purpose }) => purpose)}::text[],
				${anonymous.map((judged) => judged?.verdict ?? null)}::text[],
				${anonymous.map((judged) => judged?.evidence.join(' ') ?? null)}::text[],
				${anonymous.map((judged) => judged?.rules ?? null)}::int[]
			) WITH ORDINALITY AS one (send_id, issue_id, place, link, method, network, user_agent, purpose, verdict, evidence, rules, n)
		), known AS (
			SELECT asked.*, coalesce(tracked_link.url, issue_link.url) AS url,
				coalesce(issue_place.contact_id, send.contact_id, engagement.contact_id) AS contact_id,
				coalesce(issue_place.address_hash, send.recipient_hash) AS address_hash,
				send.id IS NOT NULL OR issue_place.place IS NOT NULL OR asked.place = 0 AS has_left
			FROM asked
			LEFT JOIN LATERAL (SELECT id, contact_id, engagement_id, recipient_hash FROM send
				WHERE id = asked.send_id LIMIT 1) send ON true
			LEFT JOIN LATERAL (SELECT contact_id FROM engagement
				WHERE id = send.engagement_id LIMIT 1) engagement ON true
			LEFT JOIN LATERAL (SELECT url FROM tracked_link
				WHERE send_id = asked.send_id AND number = asked.link LIMIT 1) tracked_link ON true
			LEFT JOIN LATERAL (SELECT place, contact_id, address_hash FROM issue_place
				WHERE issue_id = asked.issue_id AND place = asked.place LIMIT 1) issue_place ON true
			LEFT JOIN LATERAL (SELECT url FROM issue_link
				WHERE issue_id = asked.issue_id AND number = asked.link LIMIT 1) issue_link ON true
		), stored AS (
			INSERT INTO hit (subscription_id, at, use, send_id, issue_id, place, link, method, network, user_agent, purpose, is_raw, verdict, evidence, rules)
			SELECT ${tx.subscriptionId}::uuid, ${tx.at}::timestamptz, CASE WHEN link IS NULL THEN 'open' ELSE 'click' END,
				send_id, issue_id, place, link, method, network, user_agent, purpose, verdict IS NULL, verdict,
				coalesce(string_to_array(nullif(evidence, ''), ' '), '{}'), rules
			FROM known
			LEFT JOIN LATERAL (SELECT true AS stands FROM measuring_refusal
				WHERE address_hash = known.address_hash LIMIT 1) refusal ON true
			LEFT JOIN LATERAL (SELECT person_id FROM contact
				WHERE id = known.contact_id LIMIT 1) own ON true
			WHERE has_left AND (link IS NULL OR url IS NOT NULL) AND refusal.stands IS NULL
				AND NOT EXISTS (
					SELECT FROM contact card
					JOIN measuring_choice choice ON (choice.subscription_id, choice.contact_id) = (card.subscription_id, card.id)
					WHERE card.person_id = own.person_id
						AND CASE WHEN known.link IS NULL THEN choice.opens ELSE choice.clicks END = 'no')
		)
		SELECT n, url FROM known WHERE url IS NOT NULL`;
	const targets: (string | undefined)[] = hits.map(() => undefined);
	for (const { n, url } of rows) targets[n - 1] = url ?? undefined;
	return targets;
}
