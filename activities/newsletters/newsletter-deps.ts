import type { AccountDeps } from '#activities/accounts/account-for.ts';
import type { RelayPool, RelayPoolOptions } from '#mail/relay/relay-pool.ts';
import type { RelayProfile } from '#mail/relay/relay-profile.ts';
import type { Config } from '#platform/config.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';

/** What the activities of newsletters need; built once a process. */
export interface NewsletterDeps extends AccountDeps {
	readonly policy: NetworkPolicy;
	readonly config: Pick<Config, 'publicUrl' | 'sends'>;
	/** Signs the tickets of places. */
	readonly unsubscribeKeys: KeyRing;
	/** What is known of the relay at a host. */
	readonly relayProfileOf: (host: string) => RelayProfile;
	/** Opens kept connections to a relay. */
	readonly openRelay: (options: RelayPoolOptions) => RelayPool;
}
