import { isWithin } from './domain-names.ts';

/**
 * Who hosts a zone, by the ends of its name servers' names; texts say where in its console records are published. General
 * knowledge of November 2026.
 */
const ZONE_HOSTS: readonly { readonly key: string; readonly servers: RegExp | readonly string[] }[] = [
	{ key: 'ovh', servers: ['ovh.net', 'ovh.com', 'ovh.ca', 'anycast.me'] },
	{ key: 'gandi', servers: ['gandi.net'] },
	{ key: 'ionos', servers: /\.ui-dns\.(?:com|net|org|de|biz)$|\.(?:1and1|ionos)\.[a-z]+$/ },
	{ key: 'infomaniak', servers: ['infomaniak.ch', 'infomaniak.com'] },
	{ key: 'cloudflare', servers: ['ns.cloudflare.com'] },
	{ key: 'godaddy', servers: ['domaincontrol.com'] },
	{ key: 'hostinger', servers: ['dns-parking.com', 'hostinger.com'] },
	{ key: 'o2switch', servers: ['o2switch.net'] },
	{ key: 'lws', servers: ['lws.fr', 'lwsdns.com', 'lws-dns.com'] },
	{ key: 'azure', servers: /\.azure-dns\.(?:com|net|org|info)$/ },
	{ key: 'route53', servers: /\.awsdns-\d+\.(?:com|net|org|co\.uk)$/ },
	{ key: 'squarespace', servers: ['squarespacedns.com', 'googledomains.com'] },
	{ key: 'demonstration', servers: ['zonage.example'] },
];

/** Key of the host that holds a zone; undefined for one that is not known, or where several do. */
export function zoneHostOf(nameServers: readonly string[]): string | undefined {
	const keys = new Set(nameServers.map(hostOfServer));
	return keys.size === 1 ? [...keys][0] : undefined;
}

const hostOfServer = (server: string): string | undefined =>
	ZONE_HOSTS.find(({ servers }) =>
		servers instanceof RegExp ? servers.test(server) : servers.some((end) => isWithin(server, end)),
	)?.key;
