import type { Config } from '#platform/config.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import type { AccountDeps } from '#activities/accounts/account-for.ts';
import type { GraphLimits } from '#providers/delivery/graph/graph-limits.ts';
import type { HostPlaces } from './places/host-places.ts';

/** What the send activities need; built once a process. */
export interface SendDeps extends AccountDeps {
	/** What mail servers may be reached. */
	readonly policy: NetworkPolicy;
	readonly config: Pick<Config, 'sends' | 'publicUrl'>;
	readonly unsubscribeKeys: KeyRing;
	readonly places: HostPlaces;
	/** Where Microsoft Graph is asked, without a path, and for how long. */
	readonly graph: { readonly url: string; readonly limits: GraphLimits };
}
