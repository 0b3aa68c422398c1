import { z } from 'zod';
import { writtenDay } from '#domain/values/moment-fields.ts';
import type { Actor } from '#domain/values/actor.ts';
import { nameOf } from '#domain/values/person-name.ts';
import { carriesTag } from '#domain/tags/carries-tag.ts';
import type { Transaction } from '#platform/database/database.ts';
import { allOf } from '#platform/database/folded-search.ts';
import { decodeCursor, pageOf, type Page } from '#platform/database/keyset.ts';
import { Prisma, Priority, Tag } from '#prisma/generated/client/client.ts';
import { readNoteCauses, type NoteCause } from '#domain/notes/show/read-note-causes.ts';
import type { Day } from '#domain/values/due-day.ts';
import { today } from './relance-rows.ts';
import { cursorField } from '#domain/values/cursor-field.ts';

export const relanceFiltersSchema = z.object({
	/** *À traiter* (the day has come) or *à venir*; without it both. */
	column: z.enum(['due', 'upcoming']).optional(),
	/** Followed by: one's own by default (R-104), a colleague, or everybody. */
	followedBy: z.union([z.literal('me'), z.literal('all'), z.uuid()]).default('me'),
	priority: z.enum(Priority).optional(),
	/** Overdue, or due within so many days from today (5.1-10). */
	date: z.enum(['late', 'week', 'month']).optional(),
	/** Companies with a tag on this routine; with `tag`, that one. */
	routineId: z.uuid().optional(),
	/** On `routineId`, else on any routine that the person sees. */
	tag: z.enum(Tag).optional(),
	/** Mentioned as a former customer (R-95). */
	formerCustomer: z.boolean().optional(),
	cursor: cursorField,
	limit: z.int().min(1).max(200).default(50),
});

export type RelanceFilters = z.output<typeof relanceFiltersSchema>;

/** What chooses relances, whatever the page. */
type RelanceCriteria = Omit<Partial<RelanceFilters>, 'followedBy' | 'cursor' | 'limit'> &
	Pick<RelanceFilters, 'followedBy'>;

export interface RelanceLine {
	id: string;
	company: { id: string; name: string };
	dueOn: Date;
	priority: Priority;
	origin: string;
	followers: { id: string; name: string }[];
	/** Days since the day it was due; 0 on the day, negative before (R-105). */
	daysLate: number;
	/** An automatic one has a cause instead of an author (5.6-17). */
	lastNote: { id: string; text: string; at: Date; cause: NoteCause | null } | null;
}

/** *À traiter*: Haute, Normale, Faible (R-102), the longest overdue first; *à venir*: the nearest first. */
export async function listRelances(
	tx: Transaction,
	actor: Actor,
	filters: RelanceFilters,
): Promise<Page<RelanceLine>> {
	const day = await today(tx);
	const place = decodeCursor(filters.cursor, z.tuple([z.int32(), writtenDay, z.uuid()]));
	// The order of the enum is high, normal, low.
	const rank = Prisma.sql`CASE WHEN r.due_on > ${day}::date THEN 9 ELSE array_position(enum_range(NULL::priority), r.priority) END`;
	const found = await tx.db.$queryRaw<{ id: string; rank: number; day: string }[]>`
		SELECT r.id::text, (${rank})::int AS rank, r.due_on::text AS day FROM relance r
		WHERE ${allOf([
			...relanceConditions(actor, day, filters),
			place && Prisma.sql`(${rank}, r.due_on, r.id) > (${place[0]}, ${place[1]}::date, ${place[2]}::uuid)`,
		])}
		ORDER BY 2, r.due_on, r.id LIMIT ${filters.limit + 1}`;
	const page = pageOf(found, filters.limit, (row) => [row.rank, row.day, row.id]);
	const rows = await tx.db.relance.findMany({
		where: { id: { in: page.rows.map(({ id }) => id) } },
		select: {
			id: true,
			dueOn: true,
			priority: true,
			origin: true,
			company: {
				select: {
					id: true,
					name: true,
					notes: {
						orderBy: [{ at: 'desc' }, { id: 'desc' }],
						take: 1,
						select: { id: true, text: true, at: true },
					},
				},
			},
			followers: { select: { user: { select: { id: true, firstName: true, lastName: true } } } },
		},
	});
	const byId = new Map(rows.map((row) => [row.id, row]));
	const causes = await readNoteCauses(
		tx,
		rows.flatMap(({ company }) => company.notes.map(({ id }) => id)),
	);
	return {
		next: page.next,
		rows: page.rows.map(({ id }) => {
			const { company, followers, ...relance } = byId.get(id)!;
			const [note] = company.notes;
			return {
				...relance,
				company: { id: company.id, name: company.name },
				followers: followers.map(({ user }) => ({ id: user.id, name: nameOf(user) })),
				daysLate: Math.round((Date.parse(day) - relance.dueOn.getTime()) / 86_400_000),
				lastNote: note ? { ...note, cause: causes.get(note.id) ?? null } : null,
			};
		}),
	};
}

/** How many stand in each column. */
export async function countRelances(
	tx: Transaction,
	actor: Actor,
	filters: RelanceCriteria,
): Promise<{ due: number; upcoming: number }> {
	const day = await today(tx);
	const [row] = await tx.db.$queryRaw<{ due: number; upcoming: number }[]>`
		SELECT count(*) FILTER (WHERE r.due_on <= ${day}::date)::int AS due,
			count(*) FILTER (WHERE r.due_on > ${day}::date)::int AS upcoming
		FROM relance r WHERE ${allOf(relanceConditions(actor, day, filters))}`;
	return row!;
}

function relanceConditions(
	actor: Actor,
	day: Day,
	{ column, followedBy, priority, date, routineId, tag, formerCustomer }: RelanceCriteria,
): (Prisma.Sql | undefined | false)[] {
	const follower = followedBy === 'me' ? actor.userId : followedBy;
	return [
		column === 'due' && Prisma.sql`r.due_on <= ${day}::date`,
		column === 'upcoming' && Prisma.sql`r.due_on > ${day}::date`,
		priority !== undefined && Prisma.sql`r.priority = ${priority}::priority`,
		date === 'late' && Prisma.sql`r.due_on < ${day}::date`,
		date === 'week' && Prisma.sql`r.due_on <= ${day}::date + 7`,
		date === 'month' && Prisma.sql`r.due_on <= ${day}::date + 31`,
		(routineId !== undefined || tag !== undefined || formerCustomer) &&
			carriesTag('r', 'company_id', actor, {
				routineId,
				// A mere mention is a tag where it is asked for.
				tags: tag ? [tag] : formerCustomer ? [] : Object.values(Tag),
				formerCustomer,
			}),
		follower !== 'all' &&
			Prisma.sql`EXISTS (SELECT FROM relance_follower f WHERE f.subscription_id = r.subscription_id
				AND f.relance_id = r.id AND f.user_id = ${follower}::uuid)`,
	];
}
