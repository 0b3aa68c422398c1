import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { Config } from '#platform/config.ts';
import type { NetworkPolicy } from './network-policy.ts';

/**
 * What this installation lets typed hosts reach. In the sandbox: the world's host, ports and authority, nothing else.
 * Reads the authority's file, so that a world that was made anew is known after a restart.
 */
export function networkPolicyOf(config: Pick<Config, 'sandbox' | 'allowedPrivateHosts'>): NetworkPolicy {
	const { sandbox } = config;
	if (!sandbox) return { kind: 'real', allowedPrivateHosts: config.allowedPrivateHosts };
	return {
		kind: 'sandbox',
		host: sandbox.host,
		// The world listens on this machine, whatever its name is.
		address: isIP(sandbox.host) ? sandbox.host : '127.0.0.1',
		ports: [sandbox.smtpPort, sandbox.imapPort, sandbox.signInPort, sandbox.graphPort].filter(
			(port) => port !== undefined,
		),
		authority: readFileSync(sandbox.authorityFile, 'utf8'),
	};
}
