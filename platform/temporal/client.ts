import { Client, Connection } from '@temporalio/client';
import type { Config } from '#platform/config.ts';

/** A client of Temporal that connects at its first call and comes back by itself. One a process. */
export interface Temporal {
	readonly client: Client;
	close(): Promise<void>;
}

/** Opens the client; nothing is called yet, so a stopped Temporal keeps nobody from starting. */
export function openTemporal({ address, namespace, tls, apiKey }: Config['temporal']): Temporal {
	const connection = Connection.lazy({ address, tls, ...(apiKey ? { apiKey } : {}) });
	return {
		client: new Client({ connection, namespace }),
		close: () => connection.close(),
	};
}
