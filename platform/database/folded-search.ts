import { Prisma } from '#prisma/generated/client/client.ts';

/** True in SQL where `column` contains `text`, accents and case apart. The trigram indexes on folded(…) serve it. */
export function containsFolded(column: Prisma.Sql, text: string): Prisma.Sql {
	return Prisma.sql`folded(${column}) LIKE '%' || folded(${likeLiteral(text)}) || '%'`;
}

/** A typed text inside a LIKE pattern: its own `%` and `_` mean themselves; the spaces around it do not count. */
export function likeLiteral(text: string): string {
	return text.trim().replace(/[\\%_]/g, '\\$&');
}

/** Joins conditions with AND; none at all is true. */
export function allOf(conditions: readonly (Prisma.Sql | undefined | false)[]): Prisma.Sql {
	const held = conditions.filter((condition): condition is Prisma.Sql => Boolean(condition));
	return held.length === 0 ? Prisma.sql`true` : Prisma.join(held, ' AND ');
}
