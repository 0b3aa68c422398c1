import { z } from 'zod';
import type { Actor } from '#domain/values/actor.ts';
import { visibleRoutines } from '#domain/routines/visible-routines.ts';
import { carriesTag } from '#domain/tags/carries-tag.ts';
import type { Transaction } from '#platform/database/database.ts';
import { allOf, containsFolded, likeLiteral } from '#platform/database/folded-search.ts';
import { decodeCursor, pageOf, type Page } from '#platform/database/keyset.ts';
import { Prisma, Tag, type Priority } from '#prisma/generated/client/client.ts';
import { cursorField } from '#domain/values/cursor-field.ts';
import { line } from '#domain/values/line.ts';

export const companyFiltersSchema = z.object({
	/** Part of the name, a SIREN or a domain; accents and case do not matter. */
	search: line(200).optional(),
	routineId: z.uuid().optional(),
	/** On `routineId`, else on any routine. */
	tags: z.array(z.enum(Tag)).optional(),
	formerCustomer: z.boolean().optional(),
	withRelance: z.boolean().optional(),
	sort: z.enum(['name', 'created']).default('name'),
	direction: z.enum(['asc', 'desc']).default('asc'),
	cursor: cursorField,
	limit: z.int().min(1).max(200).default(50),
});

export type CompanyFilters = z.output<typeof companyFiltersSchema>;

export interface CompanyLine {
	id: string;
	name: string;
	siren: string | null;
	activity: string | null;
	postalCode: string | null;
	city: string | null;
	/** On the routines that the person sees. */
	tags: { routineId: string; tag: Tag | null; isFormerCustomer: boolean }[];
	relance: { dueOn: Date; priority: Priority } | null;
	contacts: number;
}

/** A page of the subscription's companies, by name or by the day they came. */
export async function listCompanies(
	tx: Transaction,
	actor: Actor,
	filters: CompanyFilters,
): Promise<Page<CompanyLine>> {
	const { sort, direction, limit } = filters;
	const key =
		sort === 'name' ? Prisma.sql`folded(c.name)` : Prisma.sql`to_char(c.created_at, 'YYYYMMDDHH24MISSMS')`;
	const place = decodeCursor(filters.cursor, z.tuple([z.string(), z.uuid()]));
	const order = Prisma.raw(direction);
	const after = Prisma.raw(direction === 'asc' ? '>' : '<');
	const found = await tx.db.$queryRaw<{ id: string; key: string }[]>`
		SELECT c.id::text, ${key} AS key FROM company c
		WHERE ${allOf([
			...companyConditions(actor, filters),
			place && Prisma.sql`(${key}, c.id) ${after} (${place[0]}, ${place[1]}::uuid)`,
		])}
		ORDER BY 2 ${order}, c.id ${order} LIMIT ${limit + 1}`;
	const page = pageOf(found, limit, (row) => [row.key, row.id]);
	const rows = await tx.db.company.findMany({
		where: { id: { in: page.rows.map(({ id }) => id) } },
		select: {
			id: true,
			name: true,
			siren: true,
			activity: true,
			postalCode: true,
			city: true,
			tags: {
				where: { routine: visibleRoutines(actor) },
				select: { routineId: true, tag: true, isFormerCustomer: true },
			},
			relance: { select: { dueOn: true, priority: true } },
			_count: { select: { contacts: { where: { erasedAt: null } } } },
		},
	});
	const byId = new Map(rows.map((row) => [row.id, row]));
	return {
		next: page.next,
		rows: page.rows.map(({ id }) => {
			const { _count, ...company } = byId.get(id)!;
			return { ...company, contacts: _count.contacts };
		}),
	};
}

/** How many companies the filters find, for the head of the list. */
export async function countCompanies(
	tx: Transaction,
	actor: Actor,
	filters: CompanyFilters,
): Promise<number> {
	const [row] = await tx.db.$queryRaw<{ count: number }[]>`
		SELECT count(*)::int AS count FROM company c WHERE ${allOf(companyConditions(actor, filters))}`;
	return row!.count;
}

function companyConditions(actor: Actor, filters: CompanyFilters): (Prisma.Sql | undefined | false)[] {
	const { search, routineId, tags, formerCustomer, withRelance } = filters;
	const tagged = routineId !== undefined || (tags?.length ?? 0) > 0 || formerCustomer;
	return [
		Boolean(search) && matches(search!),
		tagged && carriesTag('c', 'id', actor, { routineId, tags, formerCustomer }),
		withRelance &&
			Prisma.sql`EXISTS (SELECT FROM relance r WHERE r.subscription_id = c.subscription_id AND r.company_id = c.id)`,
	];
}

function matches(search: string): Prisma.Sql {
	const digits = search.replace(/\s/g, '');
	const domain = `${likeLiteral(search.toLowerCase())}%`;
	return Prisma.sql`(${containsFolded(Prisma.sql`c.name`, search)}
		OR ${/^\d{3,9}$/.test(digits) ? Prisma.sql`c.siren LIKE ${`${digits}%`}` : Prisma.sql`false`}
		OR EXISTS (SELECT FROM company_domain d WHERE d.subscription_id = c.subscription_id AND d.company_id = c.id
			AND d.domain LIKE ${domain}))`;
}
