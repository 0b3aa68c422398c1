import type pg from 'pg';

/** This database cannot hold Refrain's data; the message says what is wrong with it and what is expected. */
export class DatabaseUnfit extends Error {
	override name = 'DatabaseUnfit';
}

/** What decides whether a database fits. */
export interface DatabaseTraits {
	/** `server_version_num`, such as 180004 */
	version: number;
	/** `server_version`, as people know it */
	versionName: string;
	encoding: string;
	/** LC_CTYPE: says which characters are letters, whatever the collation's provider */
	characters: string;
}

const oldest = 15;

/** @returns a sentence where the database cannot hold Refrain's data. */
export function unfitness({
	version,
	versionName,
	encoding,
	characters,
}: DatabaseTraits): string | undefined {
	if (version < oldest * 10_000)
		return `Refrain needs PostgreSQL ${oldest} or newer, and the server of DATABASE_URL is ${versionName}.`;
	if (encoding !== 'UTF8')
		return `The database of DATABASE_URL has the encoding ${encoding}: create it with ENCODING 'UTF8'.`;
	// pg_trgm would drop every accented letter, so that a search finds nothing with one.
	if (characters === 'C' || characters === 'POSIX')
		return `The database of DATABASE_URL has LC_CTYPE ${characters}, which knows no accented letters: create it with LC_CTYPE 'C.UTF-8'.`;
	return undefined;
}

/** @throws {DatabaseUnfit} where the database of this connection cannot hold Refrain's data. */
export async function refuseUnfitDatabase(client: pg.Client): Promise<void> {
	const { rows } = await client.query<DatabaseTraits>(
		`SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS "versionName",
			pg_encoding_to_char(encoding) AS encoding, datctype AS characters
		FROM pg_database WHERE datname = current_database()`,
	);
	const sentence = unfitness(rows[0]!);
	if (sentence) throw new DatabaseUnfit(sentence);
}

/**
 * A dump holds no roles: what it grants to one that does not exist is lost, and its policies too.
 *
 * @throws {DatabaseUnfit} where a migrated database grants nothing to one of the roles.
 */
export async function refuseLostGrants(client: pg.Client): Promise<void> {
	const { rows } = await client.query<{ name: string }>(
		`SELECT rolname AS name FROM pg_roles
		WHERE rolname IN ('refrain_app', 'refrain_dispatch', 'refrain_support', 'refrain_auth', 'refrain_halt')
			AND NOT EXISTS (
				SELECT FROM (SELECT relacl AS acl FROM pg_class UNION ALL SELECT attacl FROM pg_attribute) granted,
					aclexplode(granted.acl) one WHERE one.grantee = pg_roles.oid)
		ORDER BY 1`,
	);
	if (rows.length === 0) return;
	throw new DatabaseUnfit(
		`Nothing is granted to ${rows.map(({ name }) => name).join(', ')} in this database: it was restored before its ` +
			'roles were made. Make it anew, run prisma/roles.sql in it as its owner, and restore again (docs/operations.md).',
	);
}
