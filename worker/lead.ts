import pg from 'pg';
import { connectionOptions } from '#platform/database/connection-options.ts';

/** Advisory lock of whoever sweeps; the migrator has the number before. */
const SWEEP_LOCK = 7_274_902;

/** What one process of many does, held by one of them at a time. */
export interface Lead {
	/** Whether this process has it, after asking for it where nobody has. A database out of reach answers false. */
	isHeld(): Promise<boolean>;
	/** Gives it up at once. */
	close(): Promise<void>;
}

/**
 * Stands for the sweep's lead: an advisory lock of a session of its own. A leader that dies loses it with its connection;
 * one that is frozen says nothing for `silence`, and PostgreSQL ends its session. Two leaders for a moment do no harm, since
 * all that a sweep does may be done twice.
 *
 * Behind pgbouncer the address must be one of session mode, as LISTEN needs it too: in transaction mode the lock would stay
 * with a connection that others use.
 *
 * @param silence milliseconds, shorter than the pause between two sweeps, so that the next one finds the lock free.
 */
export function standForSweep({ url, silence }: { url: string; silence: number }): Lead {
	let closed = false;
	let session: { readonly client: pg.Client; held: boolean } | undefined;
	const beat = setInterval(() => void ask('SELECT'), silence / 3);
	beat.unref();

	async function open(): Promise<NonNullable<typeof session>> {
		const options = connectionOptions(url, 'refrain_dispatch', 'sweep-lead');
		const client = new pg.Client({
			...options,
			options: `${options.options} -c idle_session_timeout=${silence}`,
			query_timeout: silence,
		});
		const forget = () => {
			if (session?.client === client) session = undefined;
		};
		client.on('error', forget);
		client.on('end', forget);
		await client.connect();
		return (session = { client, held: false });
	}

	/** Says something, so that the session lives; a session that does not answer is given up. */
	async function ask<Row extends object>(sql: string, values: unknown[] = []): Promise<Row | undefined> {
		const { client } = session ?? {};
		try {
			return (await client?.query<Row>(sql, values))?.rows[0];
		} catch {
			if (session?.client === client) session = undefined;
			await client?.end().catch(() => {});
			return undefined;
		}
	}

	return {
		async isHeld() {
			if (closed) return false;
			const mine = session ?? (await open().catch(() => undefined));
			if (!mine) return false;
			if (mine.held) await ask('SELECT');
			else {
				const answer = await ask<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [SWEEP_LOCK]);
				mine.held = answer?.held ?? false;
			}
			return session === mine && mine.held;
		},
		async close() {
			closed = true;
			clearInterval(beat);
			const { client } = session ?? {};
			session = undefined;
			await client?.end().catch(() => {});
		},
	};
}
