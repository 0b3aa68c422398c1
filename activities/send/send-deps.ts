import type { Config } from '#platform/config.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import type { AccountDeps } from '#activities/accounts/account-for.ts';
import type { HostPlaces } from './places/host-places.ts';

/** What the send activities need; built once a process. */
export interface SendDeps extends AccountDeps {
	readonly config: Pick<Config, 'sends' | 'publicUrl'>;
	readonly unsubscribeKeys: KeyRing;
	readonly places: HostPlaces;
}
