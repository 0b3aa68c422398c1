import { RUN_REGISTRY } from '#domain/runs/registry.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { RunKind } from '#workflows/contracts/run-ref.ts';

/** The run that a command is about, by its row. */
export interface RunOfCommand {
	readonly kind: RunKind;
	readonly id: string;
}

/** A run that is to answer a command by looking: until it has, the command is *enregistré, sera confirmé*. */
export interface AwaitedRun extends RunOfCommand {
	/** Domain time of the command. */
	readonly since: Date;
}

/** What a command about a run answers beside its own: the run that it waits for; null where there is none. */
export interface Awaiting {
	awaits: AwaitedRun | null;
}

/**
 * A command about a run, answered as soon as it is committed: it holds from then on, and a run that does not answer changes
 * nothing but the wording (docs/design/rows-and-commands.md#commands).
 *
 * @param runOf the run that the command is about; undefined: there is none to wait for.
 */
export async function withAwaitedRun<T extends object>(
	tx: Transaction,
	command: (tx: Transaction) => Promise<T>,
	runOf: (done: T) => RunOfCommand | undefined,
): Promise<T & Awaiting> {
	const done = await command(tx);
	const run = runOf(done);
	return { ...done, awaits: run ? { ...run, since: tx.at } : null };
}

/** Whether a run has looked since a command, or has nothing to look at. @throws {Refusal} missing. */
export async function hasAnswered(
	{ db }: Pick<Transaction, 'db'>,
	{ kind, id, since }: AwaitedRun,
): Promise<boolean> {
	const { answered } = RUN_REGISTRY[kind];
	if (!answered) return true;
	const [row] = await db.$queryRawUnsafe<{ done: boolean | null }[]>(
		`SELECT (${answered}) AS done FROM (SELECT $1::uuid AS id, $2::timestamptz AS since) run`,
		id,
		since,
	);
	if (row?.done == null) throw new Refusal('not-found', 'missing');
	return row.done;
}
