import { authorises } from '#mail/deliverability/authorises.ts';
import type { Names } from '#platform/network/names.ts';
import { DEMO_ACCOUNTS } from '#prisma/demo/accounts.ts';
import { answersOf } from '../names/zone.ts';
import type { Zone } from '../names/zone.ts';
import { OUTGOING } from '../names/zone-of-world.ts';

/**
 * What the receiving server of one of our domains found of a mail that one of its users sent (RFC 8601), by what the sending
 * domain publishes at this moment: its SPF record is asked as a receiver asks it, its key is looked for and taken for good,
 * since the world signs nothing.
 *
 * @returns the whole field.
 */
export async function foundAtArrival(
	{ sender, mailFrom, recipient }: { sender: string; mailFrom: string; recipient: string },
	zone: Zone,
): Promise<string> {
	const vendor = DEMO_ACCOUNTS.find(({ address }) => address === sender)?.vendor ?? 'password';
	const { address, selector } = OUTGOING[vendor];
	const domain = domainOf(mailFrom);
	const isAuthorised = (await authorises(domain, address, 'smtp.serveur.example', namesOf(zone))) === 'yes';
	const isSigned = answersOf(zone, `${selector}._domainkey.${domain}`, 'TXT').texts !== undefined;
	const hasPolicy = answersOf(zone, `_dmarc.${domain}`, 'TXT').texts !== undefined;
	const dmarc = hasPolicy ? (isAuthorised || isSigned ? 'pass' : 'fail') : 'none';
	const results = [
		`spf=${isAuthorised ? 'pass' : 'fail'} smtp.mailfrom=${domain}`,
		isSigned ? `dkim=pass header.d=${domain} header.s=${selector}` : 'dkim=none',
		`dmarc=${dmarc} header.from=${domain}`,
	];
	const server = writtenAs(domainOf(recipient), zone);
	return `Authentication-Results: ${[...server, ...results].join(';\r\n\t')}`;
}

/** As the provider of the receiving domain writes itself; Exchange Online writes no name. */
function writtenAs(domain: string, zone: Zone): string[] {
	const host = answersOf(zone, domain, 'MX').exchangers?.[0]?.host ?? `mx.${domain}`;
	if (host.endsWith('outlook.com')) return [];
	return [host.endsWith('google.com') ? 'mx.google.com' : host];
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** The zone as its own resolver. */
function namesOf(zone: Zone): Names {
	const of = (name: string, type: string) => answersOf(zone, name.toLowerCase(), type);
	return {
		texts: async (name) => (of(name, 'TXT').texts ?? []).map((text) => [text].flat().join('')),
		mailExchangers: async (name) => (of(name, 'MX').exchangers ?? []).map(({ host }) => host),
		addresses: async (name) => [...(of(name, 'A').ipv4 ?? []), ...(of(name, 'AAAA').ipv6 ?? [])],
		services: async () => [],
		reverse: async () => [],
		alias: async (name) => of(name, 'CNAME').alias,
		nameServers: async (name) => [...(of(name, 'NS').nameServers ?? [])],
	};
}
