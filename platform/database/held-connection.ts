import pg from 'pg';

/**
 * A connection of the pool. Statements that are asked at once, by a service or by Prisma for several relations of one read,
 * leave in one go and are answered in turn (`pipeline` of pg).
 */
export class PipelinedConnection extends pg.Client {
	#isGathering = false;

	constructor(config?: pg.ClientConfig) {
		super({ ...config, pipeline: true });
	}

	/** Holds back what is written until nothing more is asked at once: pg would write, and wake the server, once a statement. */
	gather(): void {
		if (this.#isGathering) return;
		this.#isGathering = true;
		const { stream } = this.connection;
		stream.cork();
		process.nextTick(() => {
			this.#isGathering = false;
			stream.uncork();
		});
	}
}

type PooledConnection = pg.PoolClient & PipelinedConnection;

/**
 * The connection that one transaction holds, from its BEGIN to its COMMIT or ROLLBACK. What stands in the way of every
 * step asks here and not through Prisma, whose compiler and conversion of results cost more than the statement.
 */
export class HeldConnection {
	readonly #connection: PooledConnection;
	readonly #answerWithin: number | undefined;
	#isOver = false;
	/** What cut the connection: it serves no other transaction. */
	#lost: Error | undefined;
	readonly #onLost = (error: Error) => void (this.#lost = error);

	private constructor(connection: PooledConnection, answerWithin: number | undefined) {
		this.#connection = connection;
		this.#answerWithin = answerWithin;
		// Without a listener of its own an 'error' ends the process.
		connection.on('error', this.#onLost);
	}

	/**
	 * Takes a connection out of the pool and begins a transaction on it.
	 *
	 * @param pool one of `PipelinedConnection`s.
	 * @param first a statement asked in one round trip with BEGIN.
	 * @param answerWithin milliseconds after which a statement that has no answer fails, where the pool's are too short.
	 * @returns the connection, and the row that the first statement answered.
	 */
	static async begin<Row>(
		pool: pg.Pool,
		first: pg.QueryConfig,
		answerWithin?: number,
	): Promise<{ readonly held: HeldConnection; readonly row: Row }> {
		const held = new HeldConnection((await pool.connect()) as PooledConnection, answerWithin);
		try {
			const [, { rows }] = await Promise.all([held.query({ text: 'BEGIN' }), held.query(first)]);
			return { held, row: rows[0] as Row };
		} catch (error) {
			await held.rollBack();
			throw error;
		}
	}

	/**
	 * Asks one statement.
	 *
	 * @throws pg.DatabaseError with PostgreSQL's code, or Error where the transaction is over: its connection may serve
	 *   another one already.
	 */
	async query(query: pg.QueryConfig): Promise<pg.QueryResult> {
		if (this.#isOver) throw new Error('the transaction is over');
		this.#connection.gather();
		const bounded: pg.QueryConfig & { readonly query_timeout?: number | undefined } =
			this.#answerWithin === undefined ? query : { ...query, query_timeout: this.#answerWithin };
		return this.#connection.query(bounded);
	}

	/**
	 * Commits and gives the connection back.
	 *
	 * @throws Error where a statement failed before and somebody went on: then PostgreSQL takes everything back instead.
	 */
	async commit(): Promise<void> {
		const { command } = await this.query({ text: 'COMMIT' });
		this.#giveBack();
		if (command !== 'COMMIT') throw new Error('a transaction of which a statement failed was taken back');
	}

	/** Takes everything back and gives the connection back; nothing may be asked any more. Never fails. */
	async rollBack(): Promise<void> {
		if (this.#isOver) return;
		const rolledBack = this.query({ text: 'ROLLBACK' });
		this.#isOver = true;
		try {
			await rolledBack;
		} catch (error) {
			this.#lost ??= error as Error;
		}
		this.#giveBack();
	}

	#giveBack(): void {
		this.#isOver = true;
		this.#connection.off('error', this.#onLost);
		this.#connection.release(this.#lost);
	}
}
