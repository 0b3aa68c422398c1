import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { SENDER_VIEWS, type SenderView } from './sender-views.ts';

/** A line before anything is counted for it. */
export interface SenderKey {
	/** `mailbox`, `relay` or `connection`: which row its id is of. */
	readonly of: 'mailbox' | 'relay' | 'connection';
	readonly id: string;
	readonly kind: 'personal' | 'shared' | 'relay';
	readonly address: string;
	/** Place of its group in SENDER_GROUPS. */
	readonly place: number;
}

/** How many lines each view has, whatever is searched for. */
export type SenderCounts = Readonly<Record<SenderView, number>>;

/**
 * Every mailbox, relay and connection that is to become one, in the order of the table, from one read: what must be mended,
 * then personal, shared, relays; each by address.
 *
 * @param wish.after the place, address and id of the last line that was shown.
 * @param wish.ownConnectionsOf whose connections are shown; null: everybody's.
 */
export async function readSenderKeys(
	tx: Transaction,
	wish: {
		readonly view: SenderView;
		readonly search: string | undefined;
		readonly after: readonly [number, string, string] | null;
		readonly ownConnectionsOf: string | null;
		readonly limit: number;
	},
): Promise<{ readonly keys: readonly SenderKey[]; readonly counts: SenderCounts }> {
	const { view, search, after, ownConnectionsOf, limit } = wish;
	const like = search ? `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%` : null;
	const inView =
		view === 'all'
			? Prisma.sql`true`
			: view === 'to-mend'
				? Prisma.sql`place = 0`
				: Prisma.sql`kind = ${view}`;
	const isAfter = after
		? Prisma.sql`(place, address, id) > (${after[0]}::int, ${after[1]}, ${after[2]}::uuid)`
		: Prisma.sql`true`;
	const rows = await tx.sql<KeyRow>`
		WITH line AS MATERIALIZED (
			SELECT 'mailbox' AS of, b.id, s.kind, b.address, b.owner_id,
				b.state <> 'synchronised' OR w.lost_at IS NOT NULL OR r.refused AS mend
			FROM mailbox b JOIN sender s ON (s.subscription_id, s.mailbox_id) = (b.subscription_id, b.id)
			LEFT JOIN mailbox_watch w ON (w.subscription_id, w.mailbox_id) = (b.subscription_id, b.id)
			CROSS JOIN LATERAL (${isRefused}) r
			WHERE b.subscription_id = ${tx.subscriptionId}::uuid AND b.deleted_at IS NULL
			UNION ALL
			SELECT 'relay', s.id, 'relay', s.address, s.set_up_by_id,
				reply.id IS NULL OR reply.deleted_at IS NOT NULL OR r.refused
			FROM sender s
			LEFT JOIN mailbox reply ON (reply.subscription_id, reply.id) = (s.subscription_id, s.reply_mailbox_id)
			CROSS JOIN LATERAL (${isRefused}) r
			WHERE s.subscription_id = ${tx.subscriptionId}::uuid AND s.kind = 'relay' AND s.deleted_at IS NULL
			UNION ALL
			SELECT 'connection', c.id, CASE WHEN c.is_relay THEN 'relay' WHEN c.is_shared THEN 'shared' ELSE 'personal' END,
				c.address, c.owner_id, c.stage = 'mending' AND c.next_look_at IS NULL
			FROM mailbox_connection c
			WHERE c.subscription_id = ${tx.subscriptionId}::uuid AND c.ended_at IS NULL
				AND c.mailbox_id IS NULL AND c.sender_id IS NULL
				AND (${ownConnectionsOf}::uuid IS NULL OR c.owner_id = ${ownConnectionsOf}::uuid)
		), placed AS MATERIALIZED (
			SELECT of, id, kind, address, owner_id, CASE WHEN mend THEN 0 ELSE
				array_position(ARRAY['personal', 'shared', 'relay'], kind) END AS place
			FROM line
		), counted AS (
			SELECT count(*)::int AS "all", count(*) FILTER (WHERE place = 0)::int AS "to-mend",
				count(*) FILTER (WHERE kind = 'personal')::int AS personal,
				count(*) FILTER (WHERE kind = 'shared')::int AS shared, count(*) FILTER (WHERE kind = 'relay')::int AS relay
			FROM placed
		), page AS (
			SELECT of, id, kind, address, place FROM placed
			WHERE ${inView} AND ${isAfter} AND (${like}::text IS NULL OR address ILIKE ${like} OR EXISTS (
				SELECT FROM "user" u WHERE u.subscription_id = ${tx.subscriptionId}::uuid
					AND u.first_name || ' ' || u.last_name ILIKE ${like}
					AND (u.id = placed.owner_id OR EXISTS (SELECT FROM mailbox_user m
						WHERE (m.subscription_id, m.mailbox_id, m.user_id) = (u.subscription_id, placed.id, u.id)))))
			ORDER BY place, address, id LIMIT ${limit}
		)
		SELECT page.of, page.id::text, page.kind, page.address, page.place, counted.*
		FROM counted LEFT JOIN page ON true ORDER BY page.place, page.address, page.id`;
	const [first] = rows;
	return {
		keys: rows.flatMap(({ of, id, kind, address, place }) =>
			of === null ? [] : [{ of, id: id!, kind: kind!, address: address!, place: place! }],
		),
		counts: Object.fromEntries(
			SENDER_VIEWS.map((one) => [one, first?.[one] ?? 0]),
		) as unknown as SenderCounts,
	};
}

const isRefused = Prisma.sql`SELECT EXISTS (SELECT FROM sender_refusal f
	WHERE (f.subscription_id, f.sender_id) = (s.subscription_id, s.id) AND f.lifted_at IS NULL) AS refused`;

type KeyRow = { readonly [Key in keyof SenderKey]: SenderKey[Key] | null } & SenderCounts;
