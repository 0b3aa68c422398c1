/** The names in `Row`, at any depth, under which an instant lies. */
type InstantNames<Row> = {
	[Name in keyof Row]-?: NonNullable<Row[Name]> extends Date
		? Name
		: NonNullable<Row[Name]> extends readonly unknown[]
			? never
			: NonNullable<Row[Name]> extends object
				? InstantNames<NonNullable<Row[Name]>>
				: never;
}[keyof Row];

/** All of those names, each once: a row that gains an instant does not compile before it is named. */
export type Instants<Row> = { readonly [Name in InstantNames<Row> & string]: true };

/**
 * Reads a wide row that PostgreSQL wrote as JSON (`to_json`, of a connection in UTC). What is rarely there is a column with
 * an object of its own or null, and no join that carries all other columns on: its reader does a third of what as many
 * columns ask of it (docs/benchmarks.md).
 *
 * @param json as pg parsed it; it is changed in place.
 * @param instants the names whose values are instants.
 */
export function readJsonRow<Row extends object>(json: unknown, instants: Instants<Row>): Row {
	makeInstants(json as Record<string, unknown>, instants);
	return json as Row;
}

function makeInstants(row: Record<string, unknown>, instants: Readonly<Record<string, true>>): void {
	for (const name in row) {
		const value = row[name];
		if (typeof value === 'string') {
			if (instants[name]) row[name] = new Date(value);
		} else if (typeof value === 'object' && value !== null && !Array.isArray(value))
			makeInstants(value as Record<string, unknown>, instants);
	}
}
