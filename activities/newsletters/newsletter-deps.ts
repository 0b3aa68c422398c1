import type { AccountDeps } from '#activities/accounts/account-for.ts';
import type { RelayPool, RelayPoolOptions } from '#mail/relay/relay-pool.ts';
import type { Config } from '#platform/config.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';

/** What the activities of newsletters need; built once a process. */
export interface NewsletterDeps extends AccountDeps {
	readonly policy: NetworkPolicy;
	readonly config: Pick<Config, 'publicUrl'>;
	/** Signs the tickets of places. */
	readonly unsubscribeKeys: KeyRing;
	/** Opens kept connections to a relay. */
	readonly openRelay: (options: RelayPoolOptions) => RelayPool;
}
