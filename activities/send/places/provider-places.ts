import { PRESETS } from '#mail/presets/presets.ts';
import type { Preset } from '#mail/presets/preset.ts';

/** Whose conversations with a host count together: those of one login, or those of all logins of one domain. */
export type Tenant = 'login' | 'domain';

/** What a host grants; `places` undefined: it names no number. */
interface Granted {
	readonly places: number | undefined;
}

/** Hosts of a provider that are no server of a preset. */
const OTHER_HOSTS: readonly (readonly [string, Granted])[] = [
	// Another name of smtp.office365.com, for programs that only speak an old TLS.
	['smtp-legacy.office365.com', { places: 3 }],
	// Four requests at once of one application for one mailbox, the fifth gets 429 (learn.microsoft.com, "Microsoft Graph
	// service-specific throttling limits"). A conversation asks one at a time; one place is left for looks into Sent Items.
	['graph.microsoft.com', { places: 3 }],
];

/** By the host that mails are handed to. */
const BY_HOST = placesByHost(PRESETS);

/**
 * Conversations at once that a host grants, and whose count together: a provider's host counts each account for itself, any
 * other host all accounts of a domain, for they share one company's server.
 *
 * @param host in lower case.
 * @param otherwise The limit where the provider names none.
 */
export function providerPlaces(host: string, otherwise: number): { places: number; of: Tenant } {
	const granted = BY_HOST.get(host);
	return granted ? { places: granted.places ?? otherwise, of: 'login' } : { places: otherwise, of: 'domain' };
}

function placesByHost(presets: readonly Preset[]): ReadonlyMap<string, Granted> {
	const byHost = new Map<string, Granted>(OTHER_HOSTS);
	for (const { servers, limits } of presets) {
		if (servers === 'none') continue;
		const limit = limits.find(({ of, per }) => of === 'submissions' && per === 'moment');
		for (const { host } of servers.flatMap(({ smtp }) => smtp)) {
			// A host of several presets keeps the number that one of them names.
			byHost.set(host, { places: limit?.most ?? byHost.get(host)?.places });
		}
	}
	return byHost;
}
