import type { inferRouterInputs } from '@trpc/server';
import type { Database } from '#platform/database/database.ts';
import type { AppRouter } from '#lib/server/trpc/router.ts';
import type { Populated } from './populate.ts';

type Inputs = inferRouterInputs<AppRouter>;

/** `<area>.<verbNoun>` of every procedure. */
export type ProcedurePath = {
	[Area in keyof Inputs & string]: {
		[Name in keyof Inputs[Area] & string]: `${Area}.${Name}`;
	}[keyof Inputs[Area] & string];
}[keyof Inputs & string];

type InputOf<Path extends ProcedurePath> = Path extends `${infer Area}.${infer Name}`
	? Area extends keyof Inputs
		? Name extends keyof Inputs[Area]
			? Inputs[Area][Name]
			: never
		: never
	: never;

/** Who may call a procedure at all. */
export type Audience = 'anybody' | 'signed-in' | 'user' | 'responsable' | 'support';

/** What fixtures arrange with. */
export interface Ground {
	database: Database;
	/** As the superuser. */
	execute(sql: string, values?: unknown[]): Promise<void>;
}

/** What a procedure is called with, and what is expected of it. */
export interface Fixture<Path extends ProcedurePath = ProcedurePath> {
	audience: Audience;
	/** True: the input names a row of the subscription, so that another one must get NOT_FOUND for it. */
	namesRow: boolean;
	/** A user lets support read texts: the answer to support may hold this subscription's, and no other's. */
	textsAreGranted?: true;
	/** What must be so before it can succeed; its answer is handed to `input`. */
	arrange?: (world: Populated, ground: Ground) => Promise<string | void>;
	/** A valid input, made for rows of `world`. */
	input: (world: Populated, arranged: string) => InputOf<Path>;
}

/** The fixtures of one area. */
export type FixturesOf<Area extends string> = {
	[Path in Extract<ProcedurePath, `${Area}.${string}`>]: Fixture<Path>;
};

/** A procedure without a fixture does not compile. */
export type Fixtures = { [Path in ProcedurePath]: Fixture<Path> };
