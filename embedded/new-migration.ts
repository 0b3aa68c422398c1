/**
 * `npm run migrate:new -- what-it-does`: writes the next numbered migration with the SQL that brings the newest schema
 * to the Prisma schemas. Read it and complete it by hand: what Prisma cannot say (policies, checks, partial indexes,
 * triggers) is never in it.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from '#prisma/migrate.ts';
import { describedSchemas, missingSql } from '#prisma/schema-engine.ts';
import { startPostgres } from './postgres.ts';

const migrations = fileURLToPath(new URL('../prisma/migrations', import.meta.url));
const name = process.argv[2];
if (!name || !/^[a-z0-9]+([_-][a-z0-9]+)*$/.test(name)) {
	console.error('Say what it does in small letters: npm run migrate:new -- contact_phone');
	process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'refrain-migration-'));
const postgres = await startPostgres({ folder, durable: false });
try {
	await migrate(postgres.url);
	const parts: string[] = [];
	for (const described of describedSchemas) {
		const sql = await missingSql(postgres.url, described);
		if (sql) parts.push(`SET LOCAL search_path TO ${described.postgresSchema};\n${sql.trim()}`);
	}
	const last = Math.max(0, ...readdirSync(migrations).map((file) => Number.parseInt(file, 10) || 0));
	const file = join(migrations, `${String(last + 1).padStart(4, '0')}_${name.replaceAll('-', '_')}.sql`);
	if (existsSync(file)) throw new Error(`${file} is there already.`);
	writeFileSync(file, `-- ${name.replaceAll(/[_-]/g, ' ')}\n\n${parts.join('\n\n')}\n`);
	console.log(
		parts.length > 0 ? `Wrote ${file}: read it.` : `Wrote ${file}, empty: the schemas ask for nothing.`,
	);
} finally {
	await postgres.stop();
	rmSync(folder, { recursive: true, force: true });
}
