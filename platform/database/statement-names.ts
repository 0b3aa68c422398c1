import { createHash } from 'node:crypto';

/** Distinct statements that a connection keeps prepared, at most; lists and filters make some of their own. */
const MOST = 500;

/** How PostgreSQL knows a statement again. */
export type StatementNames = (query: { readonly sql: string }) => string;

/**
 * Names statements by their text, so that each connection parses and plans one once: half of what the database does for a
 * step otherwise (docs/benchmarks.md). What comes after the first `MOST` texts stays nameless, for lists of every length
 * have a text of their own.
 */
export function createStatementNames(): StatementNames {
	const names = new Map<string, string>();
	return ({ sql }) => {
		const known = names.get(sql);
		if (known !== undefined) return known;
		if (names.size >= MOST) return '';
		const name = createHash('sha256').update(sql).digest('base64url').slice(0, 32);
		names.set(sql, name);
		return name;
	};
}
