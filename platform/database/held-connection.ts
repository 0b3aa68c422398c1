import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';

type Ask = (query: pg.QueryConfig) => Promise<pg.QueryResult>;

const beginning = new AsyncLocalStorage<HeldConnection>();

/**
 * The connection that one transaction holds, from its BEGIN to its COMMIT or ROLLBACK. What stands in the way of every
 * step asks here and not through Prisma, whose compiler and conversion of results cost more than the statement.
 */
export class HeldConnection {
	readonly #first: pg.QueryConfig;
	#ask: Ask | undefined;
	#answer: pg.QueryResult | undefined;

	/** @param first a statement asked in one round trip with BEGIN. */
	constructor(first: pg.QueryConfig) {
		this.#first = first;
	}

	/** Runs `open`, in which Prisma begins a transaction: it begins on this connection. */
	during<T>(open: () => Promise<T>): Promise<T> {
		return beginning.run(this, open);
	}

	/**
	 * The row that the first statement answered.
	 *
	 * @throws Error before the transaction has begun.
	 */
	firstRow<Row>(): Row {
		if (!this.#answer) throw new Error('the transaction has not begun');
		return this.#answer.rows[0] as Row;
	}

	/**
	 * Asks one statement.
	 *
	 * @throws pg.DatabaseError with PostgreSQL's code, or Error where the transaction is over: its connection may serve
	 *   another one already.
	 */
	async ask<Row>(query: pg.QueryConfig): Promise<Row[]> {
		if (!this.#ask) throw new Error('the transaction is over');
		return (await this.#ask(query)).rows as Row[];
	}

	/** Begins, by the connection that Prisma took. */
	async begin(ask: Ask): Promise<pg.QueryResult> {
		const [begun, answer] = await Promise.all([ask({ text: 'BEGIN' }), ask(this.#first)]);
		this.#ask = ask;
		this.#answer = answer;
		return begun;
	}

	/** Its transaction ends: nothing may be asked any more. */
	end(): void {
		this.#ask = undefined;
	}
}

/**
 * A connection of a transaction. A BEGIN inside `during` hands it over. Statements that are asked at once, by a service or by
 * Prisma for several relations of one read, leave in one go and are answered in turn (`pipeline` of pg).
 */
export class LentConnection extends pg.Client {
	#holder: HeldConnection | undefined;

	constructor(config?: pg.ClientConfig) {
		super({ ...config, pipeline: true });
		const askPg = this.query.bind(this) as (...query: unknown[]) => Promise<pg.QueryResult>;
		const ask = (...query: [pg.QueryConfig | string, ...unknown[]]) => {
			// The pool asks a single statement with a callback, and lends the connection to nobody meanwhile.
			if (query.length > 1 || typeof query[0] === 'string') return askPg(...query);
			const [{ text }] = query as [pg.QueryConfig];
			if (text === 'BEGIN') {
				this.#holder = beginning.getStore();
				if (this.#holder) return this.#holder.begin(askPg);
			}
			if (text === 'COMMIT' || text === 'ROLLBACK') this.#holder?.end();
			return askPg(query[0]);
		};
		this.query = ask as typeof this.query;
	}
}
