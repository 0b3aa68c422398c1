import pg from 'pg';
import { connectionOptions, type DatabaseRole } from './connection-options.ts';

/** A LISTEN connection that comes back by itself. */
export interface Listener {
	close(): Promise<void>;
}

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 10_000;

/**
 * Listens on one channel for as long as the process lives. Notifications sent while it was away are lost, so
 * `onReconnect` runs after each connection but the first: refetch there.
 */
export async function listen(settings: {
	url: string;
	role: DatabaseRole;
	channel: 'refrain' | 'refrain_outbox' | 'refrain_watch';
	onNotification: (payload: string) => void;
	onReconnect?: () => void;
}): Promise<Listener> {
	let closed = false;
	let client: pg.Client | undefined;
	let timer: NodeJS.Timeout | undefined;
	let pause = FIRST_PAUSE;

	const connect = async (): Promise<void> => {
		const next = new pg.Client({
			...connectionOptions(settings.url, settings.role, `listen-${settings.channel}`),
			query_timeout: undefined,
		});
		next.on('notification', (message) => settings.onNotification(message.payload ?? ''));
		next.on('error', () => {}); // 'end' follows and brings it back
		next.on('end', () => {
			if (!closed && client === next) reconnectLater();
		});
		try {
			await next.connect();
			await next.query(`LISTEN ${settings.channel}`);
		} catch (error) {
			await next.end().catch(() => {});
			throw error;
		}
		if (closed) return next.end();
		client = next;
		pause = FIRST_PAUSE;
	};

	const reconnectLater = (): void => {
		timer = setTimeout(() => {
			connect().then(
				() => {
					if (!closed) settings.onReconnect?.();
				},
				() => {
					pause = Math.min(pause * 2, LONGEST_PAUSE);
					if (!closed) reconnectLater();
				},
			);
		}, pause);
	};

	await connect();
	return {
		async close() {
			closed = true;
			clearTimeout(timer);
			await client?.end();
		},
	};
}
