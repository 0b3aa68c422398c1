import { Prisma } from '#prisma/generated/client/client.ts';

/** True in SQL where `column` contains `text`, accents and case apart. The trigram indexes on folded(…) serve it. */
export function containsFolded(column: Prisma.Sql, text: string): Prisma.Sql {
	const literal = text.trim().replace(/[\\%_]/g, '\\$&');
	return Prisma.sql`folded(${column}) LIKE '%' || folded(${literal}) || '%'`;
}

/** Joins conditions with AND; none at all is true. */
export function allOf(conditions: readonly (Prisma.Sql | undefined | false)[]): Prisma.Sql {
	const held = conditions.filter((condition): condition is Prisma.Sql => Boolean(condition));
	return held.length === 0 ? Prisma.sql`true` : Prisma.join(held, ' AND ');
}
