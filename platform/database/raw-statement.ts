import { Prisma } from '#prisma/generated/client/client.ts';
import type { HeldConnection } from './held-connection.ts';
import { createStatementNames } from './statement-names.ts';

/** Asks one statement, written as a tagged template, and answers its rows. */
export type RawStatement = <Row = unknown>(
	strings: TemplateStringsArray,
	...values: readonly unknown[]
) => Promise<Row[]>;

/** Names the statements of this process, Prisma's and ours: each of its connections prepares one once. */
export const nameOf = createStatementNames();

/** Statements on the connection of one transaction; a value may be a fragment (`Prisma.sql`). */
export function rawStatement(held: HeldConnection): RawStatement {
	return async <Row>(strings: TemplateStringsArray, ...values: readonly unknown[]) => {
		const { text, values: parameters } = Prisma.sql(strings, ...values);
		const { rows } = await held.query({ name: nameOf({ sql: text }), text, values: parameters.map(inUtc) });
		return rows as Row[];
	};
}

/** pg would write an instant in the process's own zone, and a `date` would be that zone's day. */
function inUtc(value: unknown): unknown {
	return value instanceof Date ? value.toISOString() : value;
}
