import type pg from 'pg';

/** Schemas of the product: its own tables, and those of sign-in. */
const SCHEMAS = ['public', 'auth'];

/** One heading of the golden list and its lines, sorted. */
export interface CatalogSection {
	title: string;
	lines: string[];
}

/**
 * Objects of extensions (pg_trgm, unaccent) are left out: their number differs between versions of PostgreSQL. So are
 * NOT NULL constraints, which PostgreSQL lists as constraints from 18 on only.
 */
const OWN_OBJECT = `NOT EXISTS (SELECT FROM pg_depend d WHERE d.deptype = 'e' AND d.objid = o.oid)`;

/** The owner's name differs from installation to installation. */
const ROLE_NAME = (oid: string) =>
	`CASE WHEN ${oid} = 0 THEN 'public' WHEN pg_get_userbyid(${oid}) = (SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()) THEN '<owner>' ELSE pg_get_userbyid(${oid}) END`;

const SECTIONS: Record<string, string> = {
	roles: `
		SELECT format('%s super %s bypassrls %s login %s inherit %s createrole %s createdb %s', rolname, rolsuper,
			rolbypassrls, rolcanlogin, rolinherit, rolcreaterole, rolcreatedb) AS line
		FROM pg_roles WHERE rolname = ANY('{refrain_app,refrain_dispatch,refrain_support,refrain_auth,refrain_halt}')`,
	'row-level security': `
		SELECT format('%s.%s enabled %s forced %s', n.nspname, o.relname, o.relrowsecurity, o.relforcerowsecurity) AS line
		FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace
		WHERE n.nspname = ANY($1) AND o.relkind IN ('r', 'p') AND ${OWN_OBJECT}`,
	policies: `
		SELECT format('%s.%s %s %s %s to %s using %s check %s', n.nspname, c.relname, o.polname,
			CASE o.polcmd WHEN '*' THEN 'all' WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' ELSE 'delete' END,
			CASE WHEN o.polpermissive THEN 'permissive' ELSE 'restrictive' END,
			(SELECT string_agg(${ROLE_NAME('role')}, ', ' ORDER BY 1) FROM unnest(o.polroles) role),
			coalesce(pg_get_expr(o.polqual, o.polrelid), '-'), coalesce(pg_get_expr(o.polwithcheck, o.polrelid), '-')) AS line
		FROM pg_policy o JOIN pg_class c ON c.oid = o.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname = ANY($1)`,
	constraints: `
		SELECT format('%s.%s %s %s', n.nspname, c.relname, o.conname, pg_get_constraintdef(o.oid)) AS line
		FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname = ANY($1) AND o.contype <> 'n'`,
	indexes: `
		SELECT pg_get_indexdef(i.indexrelid) AS line
		FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname = ANY($1)`,
	triggers: `
		SELECT format('%s enabled %s', pg_get_triggerdef(o.oid), o.tgenabled) AS line
		FROM pg_trigger o JOIN pg_class c ON c.oid = o.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname = ANY($1) AND NOT o.tgisinternal`,
	views: `
		SELECT format('%s.%s %s', n.nspname, o.relname, coalesce(array_to_string(o.reloptions, ' '), '-')) AS line
		FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace
		WHERE n.nspname = ANY($1) AND o.relkind IN ('v', 'm') AND ${OWN_OBJECT}`,
	functions: `
		SELECT format('%s.%s(%s) %s %s', n.nspname, o.proname, pg_get_function_identity_arguments(o.oid),
			CASE WHEN o.prosecdef THEN 'security definer' ELSE 'security invoker' END,
			coalesce(array_to_string(o.proconfig, ' '), '-')) AS line
		FROM pg_proc o JOIN pg_namespace n ON n.oid = o.pronamespace
		WHERE n.nspname = ANY($1) AND ${OWN_OBJECT}`,
	'grants on schemas': `
		SELECT format('%s %s to %s', n.nspname, string_agg(lower(privilege_type), ', ' ORDER BY privilege_type),
			${ROLE_NAME('grantee')}) AS line
		FROM pg_namespace n, aclexplode(n.nspacl) WHERE n.nspname = ANY($1)
			AND ${ROLE_NAME('grantee')} NOT IN ('<owner>', 'pg_database_owner')
		GROUP BY n.nspname, grantee`,
	'grants on tables and sequences': `
		SELECT format('%s.%s %s to %s', n.nspname, o.relname, string_agg(lower(privilege_type), ', ' ORDER BY privilege_type),
			${ROLE_NAME('grantee')}) AS line
		FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace, aclexplode(o.relacl)
		WHERE n.nspname = ANY($1) AND ${ROLE_NAME('grantee')} <> '<owner>' AND ${OWN_OBJECT}
		GROUP BY n.nspname, o.relname, grantee`,
	'grants on columns': `
		SELECT format('%s.%s %s (%s) to %s', n.nspname, o.relname, lower(privilege_type),
			string_agg(a.attname, ', ' ORDER BY a.attname), ${ROLE_NAME('grantee')}) AS line
		FROM pg_attribute a JOIN pg_class o ON o.oid = a.attrelid JOIN pg_namespace n ON n.oid = o.relnamespace,
			aclexplode(a.attacl)
		WHERE n.nspname = ANY($1) AND ${OWN_OBJECT}
		GROUP BY n.nspname, o.relname, privilege_type, grantee`,
};

/** Everything of a database that Prisma's own comparison does not see, as sorted lines. */
export async function readCatalog(client: pg.Client): Promise<CatalogSection[]> {
	const sections: CatalogSection[] = [];
	for (const [title, sql] of Object.entries(SECTIONS)) {
		const { rows } = await client.query<{ line: string }>(sql, sql.includes('$1') ? [SCHEMAS] : []);
		sections.push({ title, lines: rows.map(({ line }) => line).sort() });
	}
	return sections;
}

/** The golden list as it lies in the repository: one line an object, so that a change reads well in a review. */
export function printCatalog(sections: readonly CatalogSection[]): string {
	return sections.map(({ title, lines }) => `# ${title}\n${lines.join('\n')}\n`).join('\n');
}
