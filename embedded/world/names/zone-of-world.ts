import { CADRELUNE, LYON_DOMAIN, ORGEVANE, PERSONAL_DOMAIN } from '#prisma/demo/subscriptions.ts';
import type { NameRecords, Zone } from './zone.ts';

/** The public half of a key whose other half nobody has: the world's servers say that they signed, and sign nothing. */
const KEY =
	'v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA0H4174J7cmaLAP3DdixEFQ8bpoL/c9UP7KomWZTH6UsiSFPYqlj6yem06RC0SSlpu2rlPAN31gpH9JAUtYeNUYYKsKJM2RUN7QcNZyvJ0Gsf10tNDms1GNUbUsWOFvziPPpDAO/Iy4MsoNQnMMBAxSHNaNFHdajBWCTb4BcpJH/sS8GhF748mbc9KQ+SYkpRWB9DVDrmQaAotC677GnbXWwiZmI86HPJ7W7n3DxYzszf0hVFu31V2odWq3aPcK+oKlGVo5mGo068mqpNxLrRbFHglotDl4MQ+8aq4X1yx6PcmHTtw+DzfTki/wDQQ+jPgWWMmbDS+hHAfS7/245/zQIDAQAB';

const ZONE_HOST = { nameServers: ['ns1.zonage.example', 'ns2.zonage.example'] };
const exchanger = (host: string) => ({ exchangers: [{ priority: 0, host }] });
const address = (ipv4: string): NameRecords => ({ ipv4: [ipv4] });
const dmarcOf = (domain: string): NameRecords => ({
	texts: [`v=DMARC1; p=none; rua=mailto:dmarc@${domain}`],
});

/** From where the world's servers deliver what their users write, and the key that they say they sign with. */
export const OUTGOING = {
	password: { address: '192.0.2.10', selector: 'monde1' },
	microsoft: { address: '198.51.100.9', selector: 'selector1' },
	google: { address: '203.0.113.9', selector: 'google' },
} as const;

/** What providers publish, in the shape of their real records, with networks of documentation (RFC 5737). */
const PROVIDERS: Zone = {
	'spf.protection.outlook.com': { texts: ['v=spf1 ip4:198.51.100.0/25 -all'] },
	'cadrelune-example.mail.protection.outlook.com': address('198.51.100.8'),
	'selector1-cadrelune-example._domainkey.cadrelune.onmicrosoft.com': { texts: [KEY] },
	'selector2-cadrelune-example._domainkey.cadrelune.onmicrosoft.com': { texts: [KEY] },
	'_spf.google.com': { texts: ['v=spf1 ip4:203.0.113.0/26 ~all'] },
	'smtp.google.com': address('203.0.113.8'),
	'spf.serveur.example': { texts: [`v=spf1 ip4:${OUTGOING.password.address} -all`] },
	'monde1.dkim.serveur.example': { texts: [KEY] },
};

const selector = (name: string): NameRecords => ({
	alias: `${name}-cadrelune-example._domainkey.cadrelune.onmicrosoft.com`,
});
const OF_WORLD: NameRecords = { alias: 'monde1.dkim.serveur.example' };

/**
 * What the demonstration's domains say of themselves at first. Cadrelune's mailboxes are at Microsoft, those of its office in
 * Lyon at Google, and one provider keeps personal ones (docs/demonstration-world/users.md). Cadrelune lacks one record, Lyon
 * and Orgevane have several things to mend.
 */
export const ZONE_OF_WORLD: Zone = {
	...PROVIDERS,
	[CADRELUNE.domain]: {
		...ZONE_HOST,
		...exchanger('cadrelune-example.mail.protection.outlook.com'),
		texts: ['v=spf1 include:spf.protection.outlook.com a:smtp.cadrelune.example -all'],
	},
	[`smtp.${CADRELUNE.domain}`]: address('192.0.2.25'),
	[`_dmarc.${CADRELUNE.domain}`]: dmarcOf(CADRELUNE.domain),
	[`selector1._domainkey.${CADRELUNE.domain}`]: selector('selector1'),
	[`selector2._domainkey.${CADRELUNE.domain}`]: selector('selector2'),
	[`monde1._domainkey.${CADRELUNE.domain}`]: OF_WORLD,
	[LYON_DOMAIN]: {
		...ZONE_HOST,
		...exchanger('smtp.google.com'),
		texts: ['v=spf1 include:_spf.google.com ~all', 'v=spf1 a mx ~all'],
	},
	[`google._domainkey.${LYON_DOMAIN}`]: { texts: [KEY] },
	[ORGEVANE.domain]: {
		...ZONE_HOST,
		...exchanger(`mx.${ORGEVANE.domain}`),
		texts: ['v=spf1 include:spf.serveur.example include:spf.disparu.example -all'],
	},
	[`mx.${ORGEVANE.domain}`]: address('192.0.2.30'),
	[PERSONAL_DOMAIN]: exchanger(`mx.${PERSONAL_DOMAIN}`),
};

/** The domains of the demonstration that can be mended, with what they say then. */
const MENDED: Readonly<Record<string, Zone>> = {
	[CADRELUNE.domain]: {
		[CADRELUNE.domain]: {
			...ZONE_OF_WORLD[CADRELUNE.domain],
			texts: [
				'v=spf1 include:spf.protection.outlook.com a:smtp.cadrelune.example include:spf.serveur.example -all',
			],
		},
	},
	[LYON_DOMAIN]: {
		[LYON_DOMAIN]: {
			...ZONE_OF_WORLD[LYON_DOMAIN],
			texts: ['v=spf1 include:_spf.google.com include:spf.serveur.example ~all'],
		},
		[`monde1._domainkey.${LYON_DOMAIN}`]: OF_WORLD,
		[`_dmarc.${LYON_DOMAIN}`]: dmarcOf(LYON_DOMAIN),
	},
	[ORGEVANE.domain]: {
		[ORGEVANE.domain]: {
			...ZONE_OF_WORLD[ORGEVANE.domain],
			texts: ['v=spf1 include:spf.serveur.example -all'],
		},
		[`monde1._domainkey.${ORGEVANE.domain}`]: OF_WORLD,
		[`_dmarc.${ORGEVANE.domain}`]: dmarcOf(ORGEVANE.domain),
	},
};

/** True for a domain of the demonstration whose records somebody may publish. */
export const canBeMended = (domain: string): boolean => Object.hasOwn(MENDED, domain);

/** What the world's names say once these domains have published what they lacked. */
export function zoneOfWorld(mended: readonly string[]): Zone {
	return Object.assign({}, ZONE_OF_WORLD, ...mended.map((domain) => MENDED[domain] ?? {}));
}
