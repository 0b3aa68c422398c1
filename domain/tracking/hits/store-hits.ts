import type { Transaction } from '#platform/database/database.ts';
import type { NewHit } from './hit.ts';
import { judgeAnonymous } from '../judge/judge-anonymous.ts';

/**
 * Stores what was asked for, in one statement, and answers where each click leads: the target that the mail was written with,
 * never an address of the request. Nothing is stored of a person who refuses (5.7-11), of mails that left before too; her
 * clicks lead on all the same.
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
			LEFT JOIN send ON send.subscription_id = ${tx.subscriptionId}::uuid AND send.id = asked.send_id
			LEFT JOIN engagement ON (engagement.subscription_id, engagement.id) = (send.subscription_id, send.engagement_id)
			LEFT JOIN tracked_link ON tracked_link.subscription_id = ${tx.subscriptionId}::uuid
				AND (tracked_link.send_id, tracked_link.number) = (asked.send_id, asked.link)
			LEFT JOIN issue_place ON issue_place.subscription_id = ${tx.subscriptionId}::uuid
				AND (issue_place.issue_id, issue_place.place) = (asked.issue_id, asked.place)
			LEFT JOIN issue_link ON issue_link.subscription_id = ${tx.subscriptionId}::uuid
				AND (issue_link.issue_id, issue_link.number) = (asked.issue_id, asked.link)
		), stored AS (
			INSERT INTO hit (subscription_id, at, use, send_id, issue_id, place, link, method, network, user_agent, purpose, is_raw, verdict, evidence, rules)
			SELECT ${tx.subscriptionId}::uuid, ${tx.at}::timestamptz, CASE WHEN link IS NULL THEN 'open' ELSE 'click' END,
				send_id, issue_id, place, link, method, network, user_agent, purpose, verdict IS NULL, verdict,
				coalesce(string_to_array(nullif(evidence, ''), ' '), '{}'), rules
			FROM known
			WHERE has_left AND (link IS NULL OR url IS NOT NULL)
				AND NOT EXISTS (
					SELECT FROM measuring_refusal AS refusal
					WHERE refusal.subscription_id = ${tx.subscriptionId}::uuid AND refusal.address_hash = known.address_hash)
				AND NOT EXISTS (
					SELECT FROM contact own
					JOIN contact card ON (card.subscription_id, card.person_id) = (own.subscription_id, own.person_id)
					JOIN measuring_choice choice ON (choice.subscription_id, choice.contact_id) = (card.subscription_id, card.id)
					WHERE own.subscription_id = ${tx.subscriptionId}::uuid AND own.id = known.contact_id
						AND CASE WHEN known.link IS NULL THEN choice.opens ELSE choice.clicks END = 'no')
		)
		SELECT n, url FROM known WHERE url IS NOT NULL`;
	const targets: (string | undefined)[] = hits.map(() => undefined);
	for (const { n, url } of rows) targets[n - 1] = url ?? undefined;
	return targets;
}
