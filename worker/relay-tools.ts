import { openRelayPool } from '#mail/relay/open-relay-pool.ts';
import type { RelayProfile } from '#mail/relay/relay-profile.ts';

/** A relay that nobody has described. */
const ANY_RELAY: RelayProfile = {
	...{ key: 'generic', connections: 10, mailsAConnection: 100, pipelines: true, messageId: 'kept' },
	...{ bounces: 'return-address', untracked: [] },
};

/** How newsletters leave through relays. */
export function relayTools() {
	return { openRelay: openRelayPool, relayProfileOf: (): RelayProfile => ANY_RELAY };
}
