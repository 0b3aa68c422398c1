import { USUAL_PORTS } from '#mail/discovery/discovery.ts';
import type { DiscoveryTools } from '#mail/discovery/discovery.ts';
import type { Preset, PresetServer } from '#mail/presets/preset.ts';
import { PRESETS } from '#mail/presets/presets.ts';
import type { Config, SandboxWorld } from '#platform/config.ts';
import { nameLimits } from '#platform/limits.ts';
import { openNames } from '#platform/network/names.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';

/** Thunderbird's directory of providers: it is asked with a domain, never with an address. */
const DIRECTORY = 'https://autoconfig.thunderbird.net/v1.1/';

/** A provider of the demonstration world that is like no other. */
const PERSONAL: Omit<Preset, 'servers'> = {
	key: 'boite-perso',
	domains: ['boite-perso.example'],
	exchangers: [],
	signIn: ['password'],
	limits: [],
};

/** Whom the search for an address's provider asks. In the sandbox every provider lives in its world. */
export function discoveryTools(
	{ sandbox }: Pick<Config, 'sandbox'>,
	policy: NetworkPolicy,
): Omit<DiscoveryTools, 'signal'> {
	if (!sandbox)
		return {
			names: openNames(nameLimits),
			policy,
			presets: PRESETS,
			directory: DIRECTORY,
			ports: USUAL_PORTS,
		};
	const names = openNames({ servers: [sandbox.nameServer], ...nameLimits });
	const servers = serversOfWorld(sandbox);
	const presets = [PERSONAL, ...PRESETS].map((preset): Preset => ({ ...preset, servers: [servers] }));
	return { names, policy, presets, directory: undefined, ports: USUAL_PORTS };
}

function serversOfWorld({ host, imapPort, smtpPort }: SandboxWorld) {
	const at = (port: number): PresetServer[] => [{ host, port, security: 'tls', login: 'address' }];
	return { imap: at(imapPort), smtp: at(smtpPort) };
}
