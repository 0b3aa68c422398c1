import type { TrustedServers } from './authentication-results.ts';
import { organisationOf } from './domain-names.ts';
import { providerOfHost } from './sending-provider.ts';
import { SENDING_PROVIDERS } from './sending-providers.ts';

/**
 * Whose word counts on a mail that a domain received (RFC 8601, 2.5): its provider's, as it names itself; else that of servers
 * of the organisation that its exchangers belong to.
 *
 * @param exchangers Of the receiving mailbox's domain, the preferred one first.
 */
export function trustedServersOf(exchangers: readonly string[]): TrustedServers {
	const hosts = exchangers.filter(Boolean);
	const provider = providerOfHost(SENDING_PROVIDERS, hosts[0] ?? '');
	if (provider && provider.stamps.length > 0) return provider.stamps;
	return [...new Set(hosts.map(organisationOf))];
}
