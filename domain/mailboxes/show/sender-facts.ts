import { nameOf } from '#domain/values/person-name.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { MailboxState } from '#prisma/generated/client/client.ts';
import type { SenderKey } from './sender-lines.ts';

/** A person as the table names her. */
export interface SenderPerson {
	readonly id: string;
	readonly name: string;
}

/** What the table tells of a line beside its address. */
export interface SenderFacts {
	/** Who mends it: of a relay whoever set it up. */
	readonly owner: SenderPerson | null;
	/** Who writes from it. */
	readonly users: readonly SenderPerson[];
	/** Of a connection its stage; of a relay `ready` or `no-replies`. */
	readonly state: MailboxState | 'refused' | 'ready' | 'no-replies' | 'connecting' | 'blocked';
	/** Code of what failed last. */
	readonly errorCode: string | null;
	/** Since when it stands there: lost, refused, connecting. */
	readonly since: Date | null;
	/** Of a connection: the reason of its run, and when it goes on by itself. */
	readonly reason: string | null;
	readonly until: Date | null;
	readonly unwatchedSince: Date | null;
	/** It is read to its end. */
	readonly isCaughtUp: boolean;
	/** Wall clock: when it certainly was read last. */
	readonly provenAt: Date | null;
	/** Domain time: when a relay's server was last found good. */
	readonly testedAt: Date | null;
	/** The vendor whose token opens it; null: a password does. */
	readonly grant: string | null;
	/** How it was connected last: a kind of password has its own words. */
	readonly way: string | null;
	/** Its outgoing server. */
	readonly server: string | null;
	/** Of its own day. */
	readonly today: { readonly sent: number; readonly planned: number; readonly cap: number } | null;
	readonly providerDailyLimit: number | null;
	/** Percent of it that is applied. */
	readonly providerLimitShare: number;
	readonly takesSequences: boolean;
	/** Of a relay: the mailbox that takes its replies. */
	readonly repliesTo: string | null;
	/** Live engagements that write from it, and those of them that its state holds. */
	readonly live: number;
	readonly held: number;
}

/** What is told of each line of a page, by its id: one read, counted for these lines alone. */
export async function readSenderFacts(
	tx: Transaction,
	keys: readonly Pick<SenderKey, 'of' | 'id'>[],
): Promise<ReadonlyMap<string, SenderFacts>> {
	const idsOf = (wanted: SenderKey['of']) => keys.filter(({ of }) => of === wanted).map(({ id }) => id);
	const rows = await tx.sql<FactRow>`
		WITH shown AS (
			SELECT b.id, b.owner_id, b.id AS mailbox_id, s.id AS sender_id, b.state::text AS state,
				coalesce(b.error_code, w.failure_code) AS error_code, w.lost_at AS since, NULL AS reason,
				NULL::timestamptz AS until, w.unwatched_at,
				w.caught_up_epoch = w.epoch AS is_caught_up, w.proven_at, NULL::timestamptz AS tested_at, g.provider AS grant_of,
				last.way, NULL::text AS replies_to, NULL::uuid[] AS wished
			FROM mailbox b JOIN sender s ON (s.subscription_id, s.mailbox_id) = (b.subscription_id, b.id)
			LEFT JOIN mailbox_watch w ON (w.subscription_id, w.mailbox_id) = (b.subscription_id, b.id)
			LEFT JOIN mailbox_grant g ON (g.subscription_id, g.mailbox_id) = (b.subscription_id, b.id)
			LEFT JOIN LATERAL (SELECT c.way FROM mailbox_connection c
				WHERE (c.subscription_id, c.mailbox_id) = (b.subscription_id, b.id) AND c.stage = 'done'
				ORDER BY c.ended_at DESC LIMIT 1) last ON true
			WHERE b.subscription_id = ${tx.subscriptionId}::uuid AND b.id = ANY(${idsOf('mailbox')}::uuid[])
			UNION ALL
			SELECT s.id, s.set_up_by_id, NULL, s.id, CASE WHEN r.deleted_at IS NULL AND r.id IS NOT NULL THEN 'ready' ELSE
				'no-replies' END, NULL, NULL, NULL, NULL, NULL, true, NULL, s.tested_at, NULL, NULL, r.address, NULL
			FROM sender s LEFT JOIN mailbox r ON (r.subscription_id, r.id) = (s.subscription_id, s.reply_mailbox_id)
			WHERE s.subscription_id = ${tx.subscriptionId}::uuid AND s.id = ANY(${idsOf('relay')}::uuid[])
			UNION ALL
			SELECT c.id, c.owner_id, NULL, NULL, CASE WHEN c.stage = 'mending' AND c.next_look_at IS NULL THEN 'blocked' ELSE
				'connecting' END, c.fault, c.since, c.reason, c.next_look_at, NULL, false, NULL, NULL, NULL, c.way, NULL, c.user_ids
			FROM mailbox_connection c
			WHERE c.subscription_id = ${tx.subscriptionId}::uuid AND c.id = ANY(${idsOf('connection')}::uuid[])
		)
		SELECT shown.id::text, shown.state, shown.error_code AS "errorCode", shown.since, shown.reason, shown.until,
			shown.unwatched_at AS "unwatchedSince",
			shown.is_caught_up AS "isCaughtUp", shown.proven_at AS "provenAt", shown.tested_at AS "testedAt",
			shown.grant_of AS "grant", shown.way, s.smtp_host AS server, s.daily_cap AS cap,
			s.provider_daily_limit AS "providerDailyLimit", coalesce(s.provider_limit_share, 60) AS "providerLimitShare",
			coalesce(s.takes_sequences, true) AS "takesSequences", shown.replies_to AS "repliesTo", refused.since AS "refusedSince",
			o.id::text AS "ownerId", o.first_name AS "firstName", o.last_name AS "lastName", coalesce(people.users, chosen.users) AS users,
			coalesce(sent.count, 0) AS sent, coalesce(planned.count, 0) AS planned,
			coalesce(runs.live, 0) AS live, coalesce(runs.held, 0) AS held
		FROM shown
		LEFT JOIN sender s ON s.subscription_id = ${tx.subscriptionId}::uuid AND s.id = shown.sender_id
		LEFT JOIN "user" o ON o.subscription_id = ${tx.subscriptionId}::uuid AND o.id = shown.owner_id
		LEFT JOIN LATERAL (SELECT min(f.since) AS since FROM sender_refusal f
			WHERE f.subscription_id = ${tx.subscriptionId}::uuid AND f.sender_id = s.id AND f.lifted_at IS NULL
				AND f.scope = 'sender') refused ON true
		LEFT JOIN LATERAL (SELECT jsonb_agg(jsonb_build_object('id', u.id, 'firstName', u.first_name,
			'lastName', u.last_name) ORDER BY m.since, u.last_name, u.id) AS users
			FROM mailbox_user m JOIN "user" u ON (u.subscription_id, u.id) = (m.subscription_id, m.user_id)
			WHERE m.subscription_id = ${tx.subscriptionId}::uuid AND m.mailbox_id = shown.mailbox_id) people ON true
		LEFT JOIN LATERAL (SELECT jsonb_agg(jsonb_build_object('id', u.id, 'firstName', u.first_name,
			'lastName', u.last_name) ORDER BY u.last_name, u.id) AS users
			FROM "user" u WHERE u.subscription_id = ${tx.subscriptionId}::uuid AND u.id = ANY(shown.wished)) chosen ON true
		LEFT JOIN LATERAL (SELECT date_trunc('day', ${tx.at}::timestamptz AT TIME ZONE s.time_zone) AT TIME ZONE s.time_zone
			AS start) day ON true
		LEFT JOIN LATERAL (SELECT count(*)::int FROM send WHERE send.subscription_id = ${tx.subscriptionId}::uuid
			AND send.sender_id = s.id AND send.sent_at >= day.start) sent ON true
		LEFT JOIN LATERAL (SELECT count(*)::int FROM sender_slot p WHERE p.subscription_id = ${tx.subscriptionId}::uuid
			AND p.sender_id = s.id AND p.planned_at < day.start + interval '1 day') planned ON true
		LEFT JOIN LATERAL (SELECT count(*)::int AS live, count(*) FILTER (WHERE e.reason IN ('mailbox-lost',
			'mailbox-unwatched', 'mailbox-unshared', 'mailbox-refused', 'first-contacts-held'))::int AS held
			FROM engagement e WHERE e.subscription_id = ${tx.subscriptionId}::uuid AND e.mailbox_id = shown.mailbox_id
				AND e.ended_at IS NULL) runs ON true`;
	return new Map(rows.map((row) => [row.id, factsOf(row)]));
}

interface Named {
	readonly id: string;
	readonly firstName: string;
	readonly lastName: string;
}

interface FactRow extends Omit<SenderFacts, 'owner' | 'users' | 'today'> {
	readonly id: string;
	readonly refusedSince: Date | null;
	readonly ownerId: string | null;
	readonly firstName: string;
	readonly lastName: string;
	readonly users: readonly Named[] | null;
	readonly sent: number;
	readonly planned: number;
	readonly cap: number | null;
}

function factsOf({
	id: _,
	ownerId,
	firstName,
	lastName,
	users,
	sent,
	planned,
	cap,
	refusedSince,
	...row
}: FactRow) {
	const owner = ownerId === null ? null : { id: ownerId, name: nameOf({ firstName, lastName }) };
	const isRefused = refusedSince !== null && (row.state === 'synchronised' || row.state === 'ready');
	return {
		...row,
		...(isRefused ? { state: 'refused' as const, since: refusedSince } : {}),
		owner,
		users: users?.map(({ id, ...name }) => ({ id, name: nameOf(name) })) ?? (owner ? [owner] : []),
		today: cap === null ? null : { sent, planned, cap },
	} satisfies SenderFacts;
}
