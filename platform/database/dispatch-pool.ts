import pg from 'pg';
import { connectionOptions } from './connection-options.ts';
import { nameOf } from './raw-statement.ts';

/** What dispatcher, sweep and the clock's driver see: ids and instants of every subscription, nothing else. */
export interface DispatchPool {
	/** One statement, in plain SQL with numbered parameters. */
	query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
	/** The same for what stands in the way of every send: each connection parses and plans it once. */
	prepared<Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]>;
	close(): Promise<void>;
}

const CONNECTIONS = 3;

/** Opens connections that act as refrain_dispatch. One a process. */
export function openDispatchPool(url: string): DispatchPool {
	const pool = new pg.Pool({ ...connectionOptions(url, 'refrain_dispatch', 'dispatch'), max: CONNECTIONS });
	pool.on('error', () => {}); // an idle connection that was cut: the next query opens another
	return {
		query: async (sql, values = []) => (await pool.query(sql, [...values])).rows,
		prepared: async (sql, values) =>
			(await pool.query({ name: nameOf({ sql }), text: sql, values: [...values] })).rows,
		close: () => pool.end(),
	};
}
