import { RUN_REGISTRY } from '#domain/runs/registry.ts';
import type { Database, Transaction } from '#platform/database/database.ts';
import { deliveryLimits } from '#platform/limits.ts';
import type { RunKind } from '#workflows/contracts/run-ref.ts';
import type { Services } from '../services.ts';

/** Whether the run has looked since the command: else *enregistré, sera confirmé*. */
export interface RunsAnswer {
	confirmed: boolean;
}

/** The run that a command is about, by its row. */
export interface RunOfCommand {
	readonly kind: RunKind;
	readonly id: string;
}

/**
 * Does a command and waits up to two seconds of wall clock for its run to look
 * (docs/design/rows-and-commands.md#commands). The command holds from its commit on in any case: a run that does not
 * answer changes nothing but the wording.
 *
 * @param runOf the run that the command is about; undefined: there is none to wait for.
 */
export async function withAnswerOfRun<T extends object>(
	{ database, live }: Pick<Services, 'database' | 'live'>,
	subscriptionId: string,
	command: (tx: Transaction) => Promise<T>,
	runOf: (done: T) => RunOfCommand | undefined,
): Promise<T & RunsAnswer> {
	const waiting = new AbortController();
	const timer = setTimeout(() => waiting.abort(), deliveryLimits.answerWithin);
	// Listens before the commit, so that no answer is missed.
	const news = live.follow(subscriptionId, waiting.signal);
	let next = news.next();
	try {
		const { done, at } = await database.inSubscription(subscriptionId, async (tx) => ({
			done: await command(tx),
			at: tx.at,
		}));
		const run = runOf(done);
		if (!run) return { ...done, confirmed: true };
		while (!(await hasLooked(database, subscriptionId, run, at))) {
			for (;;) {
				const heard = await next;
				if (heard.done) return { ...done, confirmed: false };
				next = news.next();
				if (!('id' in heard.value) || heard.value.id === run.id) break;
			}
		}
		return { ...done, confirmed: true };
	} finally {
		clearTimeout(timer);
		waiting.abort();
		// News may have come that nobody takes any more: without this the follower would stay for ever.
		await news.return(undefined);
	}
}

async function hasLooked(
	database: Database,
	subscriptionId: string,
	{ kind, id }: RunOfCommand,
	since: Date,
): Promise<boolean> {
	const { answered } = RUN_REGISTRY[kind];
	if (!answered) return true;
	const [row] = await database.inSubscription(subscriptionId, ({ db }) =>
		db.$queryRawUnsafe<{ done: boolean }[]>(
			`SELECT (${answered}) AS done FROM (SELECT $1::uuid AS id, $2::timestamptz AS since) run`,
			id,
			since,
		),
	);
	return row?.done ?? true;
}
