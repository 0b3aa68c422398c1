/** Whose conversations with a host count together: those of one login, or those of all logins of one domain. */
export type Tenant = 'login' | 'domain';

interface ProviderPlaces {
	readonly hosts: readonly string[];
	readonly places: number;
	readonly of: Tenant;
}

/** What providers say about conversations at once; a host that is not named here has the installation's own limit. */
const PROVIDERS: readonly ProviderPlaces[] = [
	{
		// Three a mailbox, the fourth gets 432 4.3.2 (learn.microsoft.com, "concurrent connection throttling for SMTP
		// Authenticated Submission"): senders that share a login share them.
		hosts: ['smtp.office365.com', 'smtp-legacy.office365.com'],
		places: 3,
		of: 'login',
	},
];

/**
 * Conversations at once that a host grants, and whose count together.
 *
 * @param host in lower case.
 * @param otherwise The limit for a domain at any other host.
 */
export function providerPlaces(host: string, otherwise: number): { places: number; of: Tenant } {
	const { places, of } = PROVIDERS.find(({ hosts }) => hosts.includes(host)) ?? {
		places: otherwise,
		of: 'domain',
	};
	return { places, of };
}
