import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';

/** pg's oid of the internal type "char", which adapter-pg refuses to read. */
const INTERNAL_CHAR = 18;
const CHAR_ARRAY = 1002;

/** A Prisma schema and the PostgreSQL schema it describes. */
export interface DescribedSchema {
	/** A file, or a folder whose files make up the schema. */
	path: string;
	postgresSchema: string;
	/** Fully qualified tables that Prisma does not know, such as the migration ledger. */
	externalTables: string[];
}

/** The schemas of this product: the tables of the house, and those of sign-in. */
export const describedSchemas: DescribedSchema[] = [
	{
		path: fileURLToPath(new URL('./schema', import.meta.url)),
		postgresSchema: 'public',
		externalTables: ['public.schema_migration'],
	},
	{
		path: fileURLToPath(new URL('./auth/schema.prisma', import.meta.url)),
		postgresSchema: 'auth',
		externalTables: [],
	},
];

/** Lets the engine read pg_catalog: "char" columns travel as char[] and are declared as one character. */
class CatalogPool extends pg.Pool {
	override async query(...query: unknown[]): Promise<never> {
		const result = await (super.query as (...query: unknown[]) => Promise<pg.QueryResult>)(...query);
		for (const field of result.fields ?? [])
			if (field.dataTypeID === INTERNAL_CHAR) field.dataTypeID = CHAR_ARRAY;
		return result as never;
	}
}

class CatalogAdapter extends PrismaPg {
	override async connect() {
		const adapter = await super.connect();
		const ask = adapter.queryRaw.bind(adapter);
		adapter.queryRaw = async (query) => {
			const result = await ask(query);
			result.columnTypes = result.columnTypes.map((type) =>
				type === ColumnTypeEnum.CharacterArray ? ColumnTypeEnum.Character : type,
			);
			return result;
		};
		return adapter;
	}
}

let loaded: Promise<typeof glue> | undefined;

/** Loads the engine once a process; a second instantiation would break the first. */
async function loadEngine(): Promise<typeof glue> {
	loaded ??= (async () => {
		const wasm = new URL(
			import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg').replace(/\.js$/, '.wasm'),
		);
		const imports = { './schema_engine_bg.js': glue as unknown as WebAssembly.ModuleImports };
		const { instance } = await WebAssembly.instantiate(readFileSync(wasm), imports);
		glue.__wbg_set_wasm(instance.exports);
		(instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
		return glue;
	})();
	return loaded;
}

/**
 * The SQL that would bring a database to what its Prisma schema declares, or null when they agree.
 * Policies, checks, partial indexes, triggers and functions are invisible to it: tests/catalog holds those.
 *
 * @param from `database`: compare with the database behind `url`; `nothing`: the whole schema from scratch.
 */
export async function missingSql(
	url: string,
	described: DescribedSchema,
	from: 'database' | 'nothing' = 'database',
): Promise<string | null> {
	const engineModule = await loadEngine();
	const files = filesOf(described);
	const pool = new CatalogPool({ connectionString: url, max: 2 });
	try {
		const adapter = new CatalogAdapter(pool, { schema: described.postgresSchema });
		const engine = await engineModule.SchemaEngine.new(
			{ datamodels: files.map((file) => [file.path, file.content]) },
			() => {},
			bindMigrationAwareSqlAdapterFactory(adapter),
		);
		const answer = await engine.diff({
			from: from === 'nothing' ? { tag: 'empty' } : { tag: 'schemaDatasource', files, configDir: '.' },
			to: { tag: 'schemaDatamodel', files },
			script: true,
			exitCode: true,
			filters: { externalTables: described.externalTables, externalEnums: [] },
		});
		return answer.exitCode === 0 ? null : (answer.stdout ?? '');
	} finally {
		await pool.end();
	}
}

function filesOf({ path }: DescribedSchema): { path: string; content: string }[] {
	const paths = path.endsWith('.prisma') ? [path] : readdirSync(path).map((name) => join(path, name));
	return paths.map((file) => ({ path: file, content: readFileSync(file, 'utf8') }));
}
