import type { Logger } from 'pino';
import type { Config } from '#platform/config.ts';
import type { Database } from '#platform/database/database.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import type { HostPlaces } from './places/host-places.ts';

/** What the send activities need; built once a process. */
export interface SendDeps {
	readonly database: Database;
	readonly envelopes: Envelopes;
	readonly config: Pick<Config, 'sends' | 'publicUrl'>;
	readonly policy: NetworkPolicy;
	readonly unsubscribeKeys: KeyRing;
	readonly places: HostPlaces;
	readonly logger: Logger;
}
