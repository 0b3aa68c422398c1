import { generateKeyPairSync } from 'node:crypto';
import type { Finding, CheckedRecord } from './checked-record.ts';
import type { MailProof } from './mail-proof.ts';
import type { DomainSender } from './sending-server.ts';
import type { Zone } from './zone-server.test-support.ts';

/** What providers publish, in the shape of their real records, with networks of documentation (RFC 5737, RFC 3849). */
export const PROVIDERS_ZONE: Zone = {
	'spf.protection.outlook.com TXT': ['v=spf1 ip4:198.51.100.0/25 ip6:2001:db8:40::/48 -all'],
	'_spf.google.com TXT': [
		'v=spf1 include:_netblocks.google.com include:_netblocks2.google.com include:_netblocks3.google.com ~all',
	],
	'_netblocks.google.com TXT': ['v=spf1 ip4:203.0.113.0/26 ~all'],
	'_netblocks2.google.com TXT': ['v=spf1 ip6:2001:db8:60::/48 ~all'],
	'_netblocks3.google.com TXT': ['v=spf1 ip4:203.0.113.64/26 ~all'],
	'mx.ovh.com TXT': ['v=spf1 ptr:mail-out.ovh.net ip4:198.51.100.128/26 ~all'],
	'_mailcust.gandi.net TXT': ['v=spf1 include:_nblcust.gandi.net ?all'],
	'_nblcust.gandi.net TXT': ['v=spf1 ip4:198.51.100.192/27 ?all'],
	'spf.infomaniak.ch TXT': ['v=spf1 ip4:203.0.113.128/26 ?all'],
	'_spf-eu.ionos.com TXT': ['v=spf1 ip4:203.0.113.192/27 ?all'],
	'zohomail.eu TXT': ['v=spf1 ip4:203.0.113.224/28 -all'],
	'one.zoho.eu TXT': ['v=spf1 include:zohomail.eu -all'],
	'spf.mailjet.com TXT': ['v=spf1 ip4:203.0.113.240/28 ?all'],
	'mailgun.org TXT': ['v=spf1 include:_spf.mailgun.org ~all'],
	'_spf.mailgun.org TXT': ['v=spf1 ip4:192.0.2.128/26 ~all'],
	'servers.mcsv.net TXT': ['v=spf1 ip4:192.0.2.192/27 ?all'],
	'spf.jabatus.fr TXT': ['v=spf1 ip4:192.0.2.224/28 ~all'],
	'smtp.gmail.com A': ['203.0.113.9'],
	'smtp.office365.com A': ['198.51.100.9'],
	'smtp.google.com A': ['203.0.113.8'],
	'cadrelune-example.mail.protection.outlook.com A': ['198.51.100.8'],
};

const AT_PROVIDER: Record<string, string> = {
	microsoft: 'smtp.office365.com',
	google: 'smtp.gmail.com',
	ovh: 'ssl0.ovh.net',
	gandi: 'mail.gandi.net',
	infomaniak: 'mail.infomaniak.com',
	ionos: 'smtp.ionos.fr',
	zoho: 'smtp.zoho.eu',
	brevo: 'smtp-relay.brevo.com',
	mailjet: 'in-v3.mailjet.com',
	sendgrid: 'smtp.sendgrid.net',
	amazonses: 'email-smtp.eu-west-1.amazonaws.com',
	mailgun: 'smtp.mailgun.org',
	postmark: 'smtp.postmarkapp.com',
	mailchimp: 'smtp.mandrillapp.com',
	o2switch: 'mail.o2switch.net',
};

/** Somebody who sends, by the key of a provider or by a host. */
export function sender(by: string, more: Partial<DomainSender> = {}): DomainSender {
	const host = AT_PROVIDER[by] ?? by;
	return {
		address: 'camille.aubrelle@cadrelune.example',
		kind: 'personal',
		smtp: { host, port: 465, security: 'tls' },
		provider: AT_PROVIDER[by] === undefined ? undefined : by,
		proof: undefined,
		...more,
	};
}

/** A proof by a mail in which these vouched. */
export function proofOf(results: Partial<MailProof['results']>, at = '2026-11-23T08:30:00.000Z'): MailProof {
	return { at, results: { spf: undefined, dkim: [], dmarc: undefined, ...results } };
}

/** Codes of a line, each with what it is about where it says so. */
export const codesOf = ({ findings }: CheckedRecord): string[] =>
	findings.map(({ code, about }: Finding) => (about === undefined ? code : `${code} ${about}`));

/** A key as it is published. */
export function publishedKey(bits: number, tags = 'v=DKIM1; k=rsa; '): string {
	const known = keys.get(bits) ?? makeKey(bits);
	keys.set(bits, known);
	return `${tags}p=${known}`;
}

const keys = new Map<number, string>();

const makeKey = (modulusLength: number) =>
	generateKeyPairSync('rsa', { modulusLength, publicExponent: 65_537 })
		.publicKey.export({ type: 'spki', format: 'der' })
		.toString('base64');
