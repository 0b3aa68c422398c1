import { z } from 'zod';
import type { Actor } from '#domain/values/actor.ts';
import { readRunLines, type RunLine } from '#domain/engagements/show/run-line.ts';
import { carriesTag } from '#domain/tags/carries-tag.ts';
import type { Transaction } from '#platform/database/database.ts';
import { allOf, containsFolded, likeLiteral } from '#platform/database/folded-search.ts';
import { decodeCursor, pageOf, type Page } from '#platform/database/keyset.ts';
import { isOpenTo } from '#domain/privacy/open-mails.ts';
import { Prisma, Tag } from '#prisma/generated/client/client.ts';
import { nameOf } from '#domain/values/person-name.ts';
import { cursorField } from '#domain/values/cursor-field.ts';
import { line } from '#domain/values/line.ts';

export const contactFiltersSchema = z.object({
	/** Part of a name, of an address or of the company's name. */
	search: line(200).optional(),
	/** Grey ones are out of the base (R-55): shown only where they are asked for. */
	colour: z.enum(['orange', 'grey', 'all']).default('orange'),
	companyId: z.uuid().optional(),
	routineId: z.uuid().optional(),
	tags: z.array(z.enum(Tag)).optional(),
	/** Mentioned as a former customer (R-95). */
	formerCustomer: z.boolean().optional(),
	/** `usable`: an address that is not invalid; `none`: no address at all. */
	address: z.enum(['usable', 'invalid', 'none']).optional(),
	engaged: z.boolean().optional(),
	/** What became of our mails to them, as far as a person’s act proves it and the reader may know it (C2-20, 5.7-9, 5.7-12). */
	mails: z.enum(['opened', 'clicked', 'replied']).optional(),
	cursor: cursorField,
	limit: z.int().min(1).max(200).default(50),
});

export type ContactFilters = z.output<typeof contactFiltersSchema>;

export interface ContactLine {
	id: string;
	colour: 'orange' | 'grey';
	name: string;
	function: string | null;
	company: { id: string; name: string };
	/** The primary address. */
	address: string | null;
	addressInvalid: boolean;
	phone: string | null;
	/** The live engagement, or the last one. */
	run: RunLine | null;
}

const SORT_KEY = Prisma.sql`folded(coalesce(p.last_name, '') || ' ' || coalesce(p.first_name, ''))`;

/** A page of the subscription's contacts, by last name. */
export async function listContacts(
	tx: Transaction,
	actor: Actor,
	filters: ContactFilters,
): Promise<Page<ContactLine>> {
	const place = decodeCursor(filters.cursor, z.tuple([z.string(), z.uuid()]));
	const found = await tx.db.$queryRaw<{ id: string; key: string }[]>`
		SELECT p.id::text, ${SORT_KEY} AS key FROM ${JOINED}
		WHERE ${allOf([
			...contactConditions(actor, filters),
			place && Prisma.sql`(${SORT_KEY}, p.id) > (${place[0]}, ${place[1]}::uuid)`,
		])}
		ORDER BY 2, p.id LIMIT ${filters.limit + 1}`;
	const page = pageOf(found, filters.limit, (row) => [row.key, row.id]);
	const rows = await tx.db.contact.findMany({
		where: { id: { in: page.rows.map(({ id }) => id) } },
		select: {
			id: true,
			firstName: true,
			lastName: true,
			function: true,
			phone: true,
			mobile: true,
			leftCompanyAt: true,
			company: { select: { id: true, name: true } },
			addresses: { where: { isPrimary: true }, select: { address: true, invalidAt: true } },
			engagements: {
				orderBy: [{ endedAt: { sort: 'desc', nulls: 'first' } }, { engagedAt: 'desc' }],
				take: 1,
				select: { id: true },
			},
		},
	});
	const byId = new Map(rows.map((row) => [row.id, row]));
	const runs = await readRunLines(
		tx,
		rows.flatMap(({ engagements }) => engagements.map(({ id }) => id)),
	);
	const runOf = new Map(runs.map((run) => [run.contact.id, run]));
	return {
		next: page.next,
		rows: page.rows.map(({ id }) => {
			const contact = byId.get(id)!;
			const [primary] = contact.addresses;
			return {
				id,
				colour: contact.leftCompanyAt ? 'grey' : 'orange',
				name: nameOf(contact, primary?.address),
				function: contact.function,
				company: contact.company,
				address: primary?.address ?? null,
				addressInvalid: Boolean(primary?.invalidAt),
				phone: contact.phone ?? contact.mobile,
				run: runOf.get(id) ?? null,
			};
		}),
	};
}

/** How many contacts the filters find. */
export async function countContacts(tx: Transaction, actor: Actor, filters: ContactFilters): Promise<number> {
	const [row] = await tx.db.$queryRaw<{ count: number }[]>`
		SELECT count(*)::int AS count FROM ${JOINED} WHERE ${allOf(contactConditions(actor, filters))}`;
	return row!.count;
}

/** Ids of the contacts that the filters find, at most so many. */
export async function selectContacts(
	tx: Transaction,
	actor: Actor,
	filters: Omit<ContactFilters, 'cursor' | 'limit'>,
	most: number,
): Promise<string[]> {
	const rows = await tx.sql<{ id: string }>`
		SELECT p.id::text FROM ${JOINED}
		WHERE p.subscription_id = ${tx.subscriptionId}::uuid AND ${allOf(contactConditions(actor, filters))} LIMIT ${most}`;
	return rows.map(({ id }) => id);
}

const JOINED = Prisma.sql`contact p JOIN company c ON c.subscription_id = p.subscription_id AND c.id = p.company_id`;

function contactConditions(
	actor: Actor,
	filters: Omit<ContactFilters, 'cursor' | 'limit'>,
): (Prisma.Sql | undefined | false)[] {
	const { search, colour, companyId, routineId, tags, formerCustomer, address, engaged, mails } = filters;
	const hasAddress = (condition: Prisma.Sql) =>
		Prisma.sql`EXISTS (SELECT FROM contact_address a WHERE a.subscription_id = p.subscription_id AND a.contact_id = p.id AND ${condition})`;
	return [
		Prisma.sql`p.erased_at IS NULL`,
		colour === 'orange' && Prisma.sql`p.left_company_at IS NULL`,
		colour === 'grey' && Prisma.sql`p.left_company_at IS NOT NULL`,
		companyId !== undefined && Prisma.sql`p.company_id = ${companyId}::uuid`,
		(routineId !== undefined || Boolean(tags?.length) || formerCustomer) &&
			carriesTag('p', 'company_id', actor, { routineId, tags, formerCustomer }),
		address === 'usable' && hasAddress(Prisma.sql`a.is_primary AND a.invalid_at IS NULL`),
		address === 'invalid' && hasAddress(Prisma.sql`a.invalid_at IS NOT NULL`),
		address === 'none' && Prisma.sql`NOT ${hasAddress(Prisma.sql`true`)}`,
		engaged !== undefined &&
			Prisma.sql`${engaged} = EXISTS (SELECT FROM engagement e WHERE e.subscription_id = p.subscription_id
				AND e.contact_id = p.id AND e.ended_at IS NULL)`,
		mails !== undefined && hasAnswered(actor, mails),
		Boolean(search) &&
			Prisma.sql`(${containsFolded(Prisma.sql`coalesce(p.first_name, '') || ' ' || coalesce(p.last_name, '')`, search!)}
				OR ${containsFolded(Prisma.sql`c.name`, search!)}
				OR ${hasAddress(Prisma.sql`a.address LIKE ${`%${likeLiteral(search!.toLowerCase())}%`}`)})`,
	];
}

function hasAnswered({ userId }: Actor, how: 'opened' | 'clicked' | 'replied'): Prisma.Sql {
	if (how === 'replied')
		return Prisma.sql`EXISTS (SELECT FROM message m WHERE m.subscription_id = p.subscription_id AND m.contact_id = p.id
			AND m.direction = 'in' AND m.verdict IN ('reply', 'negative-reply') AND ${isOpenTo('m', userId)})`;
	const kind = how === 'opened' ? 'mail-opened' : 'link-clicked';
	return Prisma.sql`EXISTS (SELECT FROM event e WHERE e.subscription_id = p.subscription_id AND e.company_id = p.company_id
		AND e.contact_id = p.id AND e.kind = ${kind}
		AND NOT EXISTS (SELECT FROM send s WHERE s.subscription_id = e.subscription_id AND s.id = e.send_id
			AND s.private_since IS NOT NULL))`;
}
