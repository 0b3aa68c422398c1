import { z } from 'zod';
import type { Transaction } from '#platform/database/database.ts';
import { allOf, containsFolded } from '#platform/database/folded-search.ts';
import { decodeCursor, pageOf, type Page } from '#platform/database/keyset.ts';
import { EngagementState, Prisma } from '#prisma/generated/client/client.ts';
import { goesOnColumn } from './goes-on-at.ts';
import { readRunLines, type RunLine } from './run-line.ts';
import { cursorField } from '#domain/values/cursor-field.ts';
import { line } from '#domain/values/line.ts';

/** The segments of the list: to come, running, blocked, ended. */
const SEGMENTS = {
	upcoming: ['scheduled'],
	live: ['running', 'waiting', 'paused', 'closing'],
	blocked: ['blocked'],
	ended: ['succeeded', 'failed', 'withdrawn'],
} as const;

export type EngagementSegment = keyof typeof SEGMENTS;

export const engagementFiltersSchema = z.object({
	/** Part of the contact's or the company's name. */
	search: line(200).optional(),
	segment: z.enum(Object.keys(SEGMENTS) as EngagementSegment[]).optional(),
	states: z.array(z.enum(EngagementState)).optional(),
	reason: line(60).optional(),
	sequenceId: z.uuid().optional(),
	routineId: z.uuid().optional(),
	responsibleId: z.uuid().optional(),
	mailboxId: z.uuid().optional(),
	companyId: z.uuid().optional(),
	contactId: z.uuid().optional(),
	/** `engaged`: newest first; `next`: what comes next first, then what has no instant. */
	sort: z.enum(['engaged', 'next']).default('engaged'),
	cursor: cursorField,
	limit: z.int().min(1).max(200).default(50),
});

export type EngagementFilters = z.output<typeof engagementFiltersSchema>;

/** PostgreSQL reads it as later than everything. */
const NEVER = 'infinity';

/** A page of the subscription's engagements. Every user sees them all: orange data belong to the subscription (R-53). */
export async function listEngagements(tx: Transaction, filters: EngagementFilters): Promise<Page<RunLine>> {
	const place = decodeCursor(filters.cursor, z.tuple([z.string(), z.uuid()]));
	const byNext = filters.sort === 'next';
	const key = byNext
		? Prisma.sql`coalesce(${goesOnColumn}, ${NEVER}::timestamptz)`
		: Prisma.sql`e.engaged_at`;
	const found = await tx.db.$queryRaw<{ id: string; key: string }[]>`
		SELECT e.id::text, (${key})::text AS key FROM ${JOINED}
		WHERE ${allOf([
			...engagementConditions(filters),
			place &&
				(byNext
					? Prisma.sql`(${key}, e.id) > (${place[0]}::timestamptz, ${place[1]}::uuid)`
					: Prisma.sql`(${key}, e.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)`),
		])}
		ORDER BY ${key} ${Prisma.raw(byNext ? 'ASC' : 'DESC')}, e.id ${Prisma.raw(byNext ? 'ASC' : 'DESC')}
		LIMIT ${filters.limit + 1}`;
	const page = pageOf(found, filters.limit, (row) => [row.key, row.id]);
	return {
		rows: await readRunLines(
			tx,
			page.rows.map(({ id }) => id),
		),
		next: page.next,
	};
}

/** How many engagements each segment holds under the other filters. */
export async function countEngagements(
	tx: Transaction,
	filters: EngagementFilters,
): Promise<Record<EngagementSegment | 'all', number>> {
	const rows = await tx.db.$queryRaw<{ state: string; count: number }[]>`
		SELECT e.state::text AS state, count(*)::int AS count FROM ${JOINED}
		WHERE ${allOf(engagementConditions({ ...filters, segment: undefined, states: undefined }))} GROUP BY 1`;
	const sum = (states: readonly string[]) =>
		rows.filter(({ state }) => states.includes(state)).reduce((total, { count }) => total + count, 0);
	return {
		all: rows.reduce((total, { count }) => total + count, 0),
		upcoming: sum(SEGMENTS.upcoming),
		live: sum(SEGMENTS.live),
		blocked: sum(SEGMENTS.blocked),
		ended: sum(SEGMENTS.ended),
	};
}

/** How many engagements each reason holds, of its segment and under the other filters, the most frequent first (D-01). */
export function countReasons(
	tx: Transaction,
	filters: EngagementFilters,
): Promise<{ reason: string; count: number }[]> {
	return tx.sql<{ reason: string; count: number }>`
		SELECT e.reason, count(*)::int AS count FROM ${JOINED}
		WHERE ${allOf(engagementConditions({ ...filters, reason: undefined }))}
		GROUP BY 1 ORDER BY 2 DESC, 1`;
}

const JOINED = Prisma.sql`engagement e
	JOIN contact p ON p.subscription_id = e.subscription_id AND p.id = e.contact_id
	JOIN company c ON c.subscription_id = e.subscription_id AND c.id = e.company_id`;

function engagementConditions(filters: EngagementFilters): (Prisma.Sql | undefined | false)[] {
	const states = filters.states ?? (filters.segment && [...SEGMENTS[filters.segment]]);
	const is = (column: string, id: string | undefined) =>
		id !== undefined && Prisma.sql`${Prisma.raw(column)} = ${id}::uuid`;
	return [
		states && Prisma.sql`e.state::text = ANY(${states}::text[])`,
		filters.reason !== undefined && Prisma.sql`e.reason = ${filters.reason}`,
		is('e.sequence_id', filters.sequenceId),
		is('e.routine_id', filters.routineId),
		is('e.responsible_user_id', filters.responsibleId),
		is('e.mailbox_id', filters.mailboxId),
		is('e.company_id', filters.companyId),
		is('e.contact_id', filters.contactId),
		Boolean(filters.search) &&
			Prisma.sql`(${containsFolded(Prisma.sql`coalesce(p.first_name, '') || ' ' || coalesce(p.last_name, '')`, filters.search!)}
				OR ${containsFolded(Prisma.sql`c.name`, filters.search!)})`,
	];
}
