import { z } from 'zod';
import type { Actor } from '#domain/values/actor.ts';
import { nameOf } from '#domain/values/person-name.ts';
import { NEEDS_CHOICE, type RunReason } from '#domain/gates/reasons.ts';
import { listDoubts, type Doubt } from '#domain/conversations/list-doubts.ts';
import { isOpenTo } from '#domain/privacy/open-mails.ts';
import { readRunLines, type RunLine } from '#domain/engagements/show/run-line.ts';
import { readOpenObjections, type OpenObjection } from './open-objections.ts';
import { countRelances, listRelances, type RelanceLine } from '#domain/relances/list-relances.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { MailboxState, Prisma } from '#prisma/generated/client/client.ts';

export const todaySchema = z.object({
	/** One's own, or everybody's. */
	whose: z.enum(['me', 'all']).default('me'),
});

/** Mails older than this are no news, in milliseconds. */
const NEWS = 14 * 86_400_000;
const SHOWN = 20;

/** What a person decides for one run at a time; late steps are decided about together (docs/wording/runs.md). */
const SINGLE_CHOICES: RunReason[] = [...NEEDS_CHOICE].filter(
	(reason) => reason !== 'late-batch' && reason !== 'verdict-doubtful',
);

/** A mailbox to be mended says once, with their number, what each of these runs would say. */
const TOLD_BY_MAILBOX: RunReason[] = ['mailbox-lost', 'mailbox-unwatched', 'mailbox-refused'];

/** A reply that nobody has answered yet. */
export interface WaitingReply {
	messageId: string;
	at: Date;
	verdict: string;
	/** The beginning of what was written. */
	excerpt: string;
	contact: { id: string; name: string } | null;
	company: { id: string; name: string } | null;
	engagementId: string | null;
}

/** A mailbox with what it may send today. */
export interface MailboxToday {
	id: string;
	address: string;
	kind: 'personal' | 'shared';
	owner: { id: string; name: string };
	/** The vendor whose token opens it; null: a password does. */
	grant: string | null;
	state: MailboxState;
	errorCode: string | null;
	lostSince: Date | null;
	unwatchedSince: Date | null;
	/** Since when servers take nothing from it (5.7-4). */
	refusedSince: Date | null;
	/** Engagements that it alone holds. */
	holds: number;
	/** Mails that left today, in its own zone, against its cap. */
	sentToday: number;
	dailyCap: number;
}

/** *Aujourd’hui*: what waits for her. */
export interface Today {
	/** *À vérifier*: what holds runs until somebody says what it is, the oldest first (5.7-1). */
	doubts: Doubt[];
	replies: WaitingReply[];
	relances: { due: RelanceLine[]; upcoming: RelanceLine[]; counts: { due: number; upcoming: number } };
	/** Each with a choice of its own: late steps are one choice together. */
	choices: RunLine[];
	/** To be confirmed, or said to be none. */
	objections: OpenObjection[];
	/** Those that no mailbox to be mended tells of already. */
	blocked: RunLine[];
	isBatchLate: boolean;
	/** All of them, however many are shown. */
	counts: { replies: number; choices: number; blocked: number };
	/** To be mended first, then the others. */
	mailboxes: MailboxToday[];
}

/** Reads it for one person, or for everybody of the subscription; at most twenty of each. */
export async function readToday(
	tx: Transaction,
	actor: Actor,
	{ whose }: z.output<typeof todaySchema>,
): Promise<Today> {
	const followedBy = whose === 'me' ? ('me' as const) : ('all' as const);
	const relances = (column: 'due' | 'upcoming', limit: number) =>
		listRelances(tx, actor, { column, followedBy, limit });
	const due = await relances('due', SHOWN);
	const upcoming = await relances('upcoming', 5);
	const owner = whose === 'me' ? actor.userId : null;
	const stuck = await countStuck(tx, owner);
	const { replies, total } = await waitingReplies(tx, actor, owner);
	return {
		doubts: await listDoubts(tx, actor, { whose, limit: SHOWN }),
		replies,
		relances: {
			due: due.rows,
			upcoming: upcoming.rows,
			counts: await countRelances(tx, actor, { followedBy }),
		},
		choices: await readStuck(tx, owner, { in: SINGLE_CHOICES }),
		objections: await readOpenObjections(tx, actor, owner, SHOWN),
		blocked: await readStuck(tx, owner, { notIn: [...NEEDS_CHOICE, ...TOLD_BY_MAILBOX] }),
		isBatchLate: stuck.has('late-batch'),
		counts: {
			replies: total,
			choices: sumOf(stuck, (reason) => SINGLE_CHOICES.includes(reason)),
			blocked: sumOf(stuck, (reason) => !NEEDS_CHOICE.has(reason) && !TOLD_BY_MAILBOX.includes(reason)),
		},
		mailboxes: await mailboxesToday(tx, owner),
	};
}

function stuckRuns(ownerId: string | null) {
	return {
		state: 'blocked',
		endedAt: null,
		...(ownerId && { responsibleUserId: ownerId }),
	} satisfies Prisma.EngagementWhereInput;
}

/** How many runs are blocked, by their reason. */
async function countStuck(tx: Transaction, ownerId: string | null): Promise<ReadonlyMap<RunReason, number>> {
	const where = stuckRuns(ownerId);
	const counts = await tx.db.engagement.groupBy({ by: ['reason'], where, _count: true });
	return new Map(counts.map(({ reason, _count }) => [reason as RunReason, _count]));
}

function sumOf(counts: ReadonlyMap<RunReason, number>, counted: (reason: RunReason) => boolean): number {
	return [...counts].reduce((sum, [reason, count]) => (counted(reason) ? sum + count : sum), 0);
}

/** Those that are blocked for these reasons, the longest first. */
async function readStuck(
	tx: Transaction,
	ownerId: string | null,
	reason: Prisma.StringFilter<'Engagement'>,
): Promise<RunLine[]> {
	const rows = await tx.db.engagement.findMany({
		where: { ...stuckRuns(ownerId), reason },
		orderBy: [{ reasonSince: 'asc' }, { id: 'asc' }],
		take: SHOWN,
		select: { id: true },
	});
	return readRunLines(
		tx,
		rows.map(({ id }) => id),
	);
}

async function waitingReplies(
	tx: Transaction,
	actor: Actor,
	ownerId: string | null,
): Promise<{ replies: WaitingReply[]; total: number }> {
	const since = new Date(tx.at.getTime() - NEWS);
	const rows = await tx.db.$queryRaw<
		{
			messageId: string;
			at: Date;
			verdict: string;
			excerpt: string;
			contactId: string | null;
			firstName: string | null;
			lastName: string | null;
			companyId: string | null;
			companyName: string | null;
			engagementId: string | null;
			total: number;
		}[]
	>`
		SELECT m.id::text AS "messageId", m.received_at AS at, m.verdict,
			left(coalesce(m.visible_text, m.text, ''), 280) AS excerpt, p.id::text AS "contactId",
			p.first_name AS "firstName", p.last_name AS "lastName", c.id::text AS "companyId", c.name AS "companyName",
			m.engagement_id::text AS "engagementId", count(*) OVER ()::int AS total
		FROM message m
		JOIN mailbox b ON b.subscription_id = m.subscription_id AND b.id = m.mailbox_id
		LEFT JOIN contact p ON p.subscription_id = m.subscription_id AND p.id = m.contact_id
		LEFT JOIN company c ON c.subscription_id = m.subscription_id AND c.id = m.company_id
		WHERE m.direction = 'in' AND m.verdict IN ('reply', 'negative-reply', 'early-reply', 'outside-reply') AND m.received_at > ${since}
			AND (${ownerId}::uuid IS NULL OR EXISTS (SELECT FROM mailbox_user hers WHERE (hers.subscription_id, hers.mailbox_id) = (b.subscription_id, b.id)
					AND hers.user_id = ${ownerId}::uuid)) AND ${isOpenTo('m', actor.userId)}
			AND NOT EXISTS (SELECT FROM send s WHERE s.subscription_id = m.subscription_id AND s.reply_to_message_id = m.id)
			AND NOT EXISTS (SELECT FROM message o WHERE o.subscription_id = m.subscription_id AND o.direction = 'out'
				AND o.contact_id = m.contact_id AND o.received_at > m.received_at AND o.send_id IS NULL)
		ORDER BY m.received_at DESC, m.id LIMIT ${SHOWN}`;
	const replies = rows.map(
		({ contactId, firstName, lastName, companyId, companyName, total: _, ...reply }) => ({
			...reply,
			contact: contactId ? { id: contactId, name: nameOf({ firstName, lastName }) } : null,
			company: companyId ? { id: companyId, name: companyName ?? '–' } : null,
		}),
	);
	return { replies, total: rows[0]?.total ?? 0 };
}

async function mailboxesToday(tx: Transaction, ownerId: string | null): Promise<MailboxToday[]> {
	const rows = await tx.db.$queryRaw<
		(Omit<MailboxToday, 'owner'> & { ownerId: string; firstName: string; lastName: string })[]
	>`
		SELECT b.id::text, b.address, s.kind, g.provider AS "grant", b.state::text, b.error_code AS "errorCode", s.daily_cap AS "dailyCap",
			w.lost_at AS "lostSince", w.unwatched_at AS "unwatchedSince",
			(SELECT min(r.since) FROM sender_refusal r WHERE r.subscription_id = s.subscription_id AND r.sender_id = s.id
				AND r.lifted_at IS NULL AND r.scope <> 'first-contacts') AS "refusedSince", u.id::text AS "ownerId",
			u.first_name AS "firstName", u.last_name AS "lastName",
			(SELECT count(*)::int FROM engagement e WHERE e.subscription_id = b.subscription_id AND e.mailbox_id = b.id
				AND e.ended_at IS NULL AND e.reason IN ('mailbox-lost', 'mailbox-unwatched', 'mailbox-refused')) AS holds,
			(SELECT count(*)::int FROM send WHERE send.subscription_id = s.subscription_id AND send.sender_id = s.id
				AND send.sent_at >= date_trunc('day', ${tx.at}::timestamptz AT TIME ZONE s.time_zone) AT TIME ZONE s.time_zone)
				AS "sentToday"
		FROM mailbox b
		JOIN "user" u ON u.subscription_id = b.subscription_id AND u.id = b.owner_id
		JOIN sender s ON s.subscription_id = b.subscription_id AND s.mailbox_id = b.id
		LEFT JOIN mailbox_watch w ON w.subscription_id = b.subscription_id AND w.mailbox_id = b.id
		LEFT JOIN mailbox_grant g ON g.subscription_id = b.subscription_id AND g.mailbox_id = b.id
		WHERE b.deleted_at IS NULL AND (${ownerId}::uuid IS NULL OR EXISTS (SELECT FROM mailbox_user hers WHERE (hers.subscription_id, hers.mailbox_id) = (b.subscription_id, b.id)
					AND hers.user_id = ${ownerId}::uuid))
		ORDER BY (b.state = 'synchronised'), b.address, b.id LIMIT 100`;
	return rows.map(({ ownerId: id, firstName, lastName, ...mailbox }) => ({
		...mailbox,
		owner: { id, name: nameOf({ firstName, lastName }) },
	}));
}
