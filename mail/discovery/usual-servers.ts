import type { Subject } from './candidates.ts';
import type { ServerOffer, UsualPorts } from './discovery.ts';

/**
 * The names under which mail servers of a domain usually stand, and the exchanger that may hold the mailboxes too: encrypted
 * from the beginning before STARTTLS.
 */
export function usualServers(
	{ address, exchangers, gateway }: Subject,
	ports: UsualPorts,
): { readonly imap: readonly ServerOffer[]; readonly smtp: readonly ServerOffer[] } {
	const { domain, address: user } = address;
	const received = gateway ? [] : exchangers.slice(0, 1);
	const at = (hosts: readonly string[], tls: number, starttls: number): ServerOffer[] => [
		...hosts.map((host): ServerOffer => ({ host, port: tls, security: 'tls', user })),
		...hosts.map((host): ServerOffer => ({ host, port: starttls, security: 'starttls', user })),
	];
	return {
		imap: at([`imap.${domain}`, `mail.${domain}`, ...received], ports.imaps, ports.imap),
		smtp: at([`smtp.${domain}`, `mail.${domain}`, ...received], ports.submissions, ports.submission),
	};
}
