import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { checkDkim } from './check-dkim.ts';
import type { RecordState } from './checked-record.ts';
import { limitNames } from './limited-names.ts';
import type { MailProof } from './mail-proof.ts';
import { SENDING_PROVIDERS } from './sending-providers.ts';
import { codesOf, proofOf, publishedKey, sender } from './sending-world.test-support.ts';
import type { Evidence } from './server-evidence.ts';
import { serversOf } from './sending-server.ts';
import { startZoneServer } from './zone-server.test-support.ts';
import type { Zone, ZoneServer } from './zone-server.test-support.ts';

const DOMAIN = 'cadrelune.example';

let server: ZoneServer;
beforeAll(async () => {
	server = await startZoneServer({});
});
afterAll(() => server.close());

async function check(zone: Zone, by: readonly string[], proof?: MailProof) {
	server.publish(zone);
	server.asked.length = 0;
	const names = limitNames(server.names, 200, AbortSignal.timeout(LONGEST_WAIT));
	const senders = by.map((one) => sender(one, { proof }));
	return checkDkim(DOMAIN, serversOf(senders, DOMAIN, SENDING_PROVIDERS), names);
}

const at = (selector: string, type: 'TXT' | 'CNAME' = 'TXT') =>
	`${selector}._domainkey.cadrelune.example ${type}`;
const ED25519 = generateKeyPairSync('ed25519')
	.publicKey.export({ type: 'spki', format: 'der' })
	.subarray(12)
	.toString('base64');
const M365_TARGET = 'selector1-cadrelune-example._domainkey.cadrelune.n-v1.dkim.mail.microsoft';
const signedBy = (domain: string, selector = 's2026') =>
	proofOf({ dkim: [{ result: 'pass', domain, selector }] });

/** Keys as companies of all kinds publish them. */
const PUBLISHED: readonly {
	what: string;
	by: string;
	zone: Zone;
	proof?: MailProof;
	state: RecordState;
	codes: readonly string[];
	evidence: Evidence;
	/** Names to publish, each with its value; `?`: the provider shows it. */
	publish?: readonly string[];
}[] = [
	{
		what: 'Microsoft 365, a new tenant: two aliases',
		by: 'microsoft',
		zone: {
			[at('selector1', 'CNAME')]: [M365_TARGET],
			[`${M365_TARGET} TXT`]: [publishedKey(2048)],
			[at('selector2', 'CNAME')]: [M365_TARGET.replace('selector1', 'selector2')],
			[`${M365_TARGET.replace('selector1', 'selector2')} TXT`]: [publishedKey(2048)],
		},
		state: 'right',
		codes: ['dkim-key selector1', 'dkim-key selector2'],
		evidence: 'published',
	},
	{
		what: 'Microsoft 365, an old tenant: one alias is enough',
		by: 'microsoft',
		zone: {
			[at('selector1', 'CNAME')]: ['selector1-cadrelune-example._domainkey.cadrelune.onmicrosoft.com'],
			'selector1-cadrelune-example._domainkey.cadrelune.onmicrosoft.com TXT': [publishedKey(2048)],
		},
		state: 'right',
		codes: ['dkim-key selector1'],
		evidence: 'published',
	},
	{
		what: 'Microsoft 365: the aliases stand, signing is off',
		by: 'microsoft',
		zone: {
			[at('selector1', 'CNAME')]: [M365_TARGET],
			[at('selector2', 'CNAME')]: [M365_TARGET.replace('selector1', 'selector2')],
		},
		state: 'wrong',
		codes: ['dkim-not-enabled selector1', 'dkim-not-enabled selector2'],
		evidence: 'missing',
		publish: [],
	},
	{
		what: 'Microsoft 365: nothing, so that it signs with its own domain',
		by: 'microsoft',
		zone: {},
		state: 'to-publish',
		codes: ['dkim-missing smtp.office365.com'],
		evidence: 'missing',
		publish: [
			'CNAME selector1._domainkey.cadrelune.example ?',
			'CNAME selector2._domainkey.cadrelune.example ?',
		],
	},
	{
		what: 'Google, with the name that it proposes',
		by: 'google',
		zone: { [at('google')]: [publishedKey(2048)] },
		state: 'right',
		codes: ['dkim-key google'],
		evidence: 'published',
	},
	{
		what: 'Google, 1024 bits for a host of zones that takes no more',
		by: 'google',
		zone: { [at('google')]: [publishedKey(1024)] },
		state: 'right',
		codes: ['dkim-key google', 'dkim-grow google'],
		evidence: 'published',
	},
	{
		what: 'Google, and nothing under the name that it proposes: it may be another',
		by: 'google',
		zone: {},
		state: 'unread',
		codes: ['dkim-selector-unknown smtp.gmail.com'],
		evidence: 'unknown',
	},
	{
		what: 'Google: a mail was signed with its own domain',
		by: 'google',
		zone: {},
		proof: signedBy('cadrelune-example.20251104.gappssmtp.com', '20251104'),
		state: 'to-publish',
		codes: ['dkim-signed-by-provider smtp.gmail.com'],
		evidence: 'missing',
		publish: ['TXT google._domainkey.cadrelune.example ?'],
	},
	{
		what: 'Google: a mail shows the name that was chosen',
		by: 'google',
		zone: { [at('courrier2026')]: [publishedKey(2048)] },
		proof: signedBy(DOMAIN, 'courrier2026'),
		state: 'right',
		codes: ['dkim-proven smtp.gmail.com', 'dkim-key courrier2026'],
		evidence: 'proven',
	},
	{
		what: 'a key that a mail was signed with has gone since',
		by: 'microsoft',
		zone: {},
		proof: signedBy(DOMAIN, 'selector1'),
		state: 'to-publish',
		codes: ['dkim-missing smtp.office365.com'],
		evidence: 'missing',
		publish: [
			'CNAME selector1._domainkey.cadrelune.example ?',
			'CNAME selector2._domainkey.cadrelune.example ?',
		],
	},
	{
		what: 'OVHcloud, with an account’s number in its name',
		by: 'ovh',
		zone: {
			[at('ovhmo5366088-selector1', 'CNAME')]: [
				'ovhmo5366088-selector1._domainkey.4037928.fk.dkim.mail.ovh.net',
			],
		},
		state: 'unread',
		codes: ['dkim-selector-unknown ssl0.ovh.net'],
		evidence: 'unknown',
	},
	{
		what: 'OVHcloud, the name shown by a mail',
		by: 'ovh',
		zone: {
			[at('ovhmo5366088-selector1', 'CNAME')]: [
				'ovhmo5366088-selector1._domainkey.4037928.fk.dkim.mail.ovh.net',
			],
			'ovhmo5366088-selector1._domainkey.4037928.fk.dkim.mail.ovh.net TXT': [publishedKey(2048)],
		},
		proof: signedBy(DOMAIN, 'ovhmo5366088-selector1'),
		state: 'right',
		codes: ['dkim-proven ssl0.ovh.net', 'dkim-key ovhmo5366088-selector1'],
		evidence: 'proven',
	},
	{
		what: 'Gandi’s aliases are the same for all',
		by: 'gandi',
		zone: {},
		state: 'to-publish',
		codes: ['dkim-missing mail.gandi.net'],
		evidence: 'missing',
		publish: ['gm1', 'gm2', 'gm3'].map(
			(name) => `CNAME ${name}._domainkey.cadrelune.example ${name}.gandimail.net`,
		),
	},
	{
		what: 'Gandi, one of three keys revoked in its turn',
		by: 'gandi',
		zone: {
			[at('gm1', 'CNAME')]: ['gm1.gandimail.net'],
			'gm1.gandimail.net TXT': [publishedKey(2048)],
			[at('gm2', 'CNAME')]: ['gm2.gandimail.net'],
			'gm2.gandimail.net TXT': ['v=DKIM1; p='],
		},
		state: 'right',
		codes: ['dkim-key gm1'],
		evidence: 'published',
	},
	{
		what: 'Infomaniak, whose names are days',
		by: 'infomaniak',
		zone: { [at('20240112')]: [publishedKey(2048)] },
		state: 'unread',
		codes: ['dkim-selector-unknown mail.infomaniak.com'],
		evidence: 'unknown',
	},
	{
		what: 'IONOS, with the customer’s own zone elsewhere',
		by: 'ionos',
		zone: {
			[at('s1-ionos', 'CNAME')]: ['s1.dkim.ionos.com'],
			's1.dkim.ionos.com TXT': [publishedKey(2048)],
		},
		state: 'right',
		codes: ['dkim-key s1-ionos'],
		evidence: 'published',
	},
	{
		what: 'Brevo, before and after: the alias carries the domain',
		by: 'brevo',
		zone: {},
		state: 'to-publish',
		codes: ['dkim-missing smtp-relay.brevo.com'],
		evidence: 'missing',
		publish: [
			'CNAME brevo1._domainkey.cadrelune.example b1.cadrelune-example.dkim.brevo.com',
			'CNAME brevo2._domainkey.cadrelune.example b2.cadrelune-example.dkim.brevo.com',
		],
	},
	{
		what: 'Brevo, a domain of the old way',
		by: 'brevo',
		zone: { [at('mail')]: [publishedKey(1024, 'k=rsa;')] },
		state: 'right',
		codes: ['dkim-key mail', 'dkim-grow mail'],
		evidence: 'published',
	},
	{
		what: 'Mailjet without a version, cut in the middle of the key',
		by: 'mailjet',
		zone: {
			[at('mailjet')]: [
				[
					publishedKey(2048, 'k=rsa; ').slice(0, 101),
					publishedKey(2048, 'k=rsa; ').slice(101, 340),
					publishedKey(2048, 'k=rsa; ').slice(340),
				],
			],
		},
		state: 'right',
		codes: ['dkim-key mailjet'],
		evidence: 'published',
	},
	{
		what: 'SendGrid’s names, which lead to somebody else',
		by: 'sendgrid',
		zone: {
			[at('s1', 'CNAME')]: ['s1.domainkey.u123.autre.example'],
			's1.domainkey.u123.autre.example TXT': [publishedKey(2048)],
		},
		state: 'unread',
		codes: ['dkim-unproven smtp.sendgrid.net', 'dkim-alias-elsewhere s1'],
		evidence: 'unknown',
	},
	{
		what: 'Microsoft 365, its keys held by a service for such keys',
		by: 'microsoft',
		zone: {
			[at('selector1', 'CNAME')]: ['selector1.cadrelune.cles.example'],
			'selector1.cadrelune.cles.example TXT': [publishedKey(2048)],
		},
		state: 'unread',
		codes: ['dkim-unproven smtp.office365.com', 'dkim-alias-elsewhere selector1'],
		evidence: 'unknown',
	},
	{
		what: 'Microsoft 365, an alias to somebody who has no key',
		by: 'microsoft',
		zone: { [at('selector1', 'CNAME')]: ['selector1.parti.example'] },
		state: 'to-publish',
		codes: ['dkim-missing smtp.office365.com', 'dkim-alias-elsewhere selector1'],
		evidence: 'missing',
		publish: [
			'CNAME selector1._domainkey.cadrelune.example ?',
			'CNAME selector2._domainkey.cadrelune.example ?',
		],
	},
	{
		what: 'semicolons that a host of zones has escaped',
		by: 'mailjet',
		zone: { [at('mailjet')]: [publishedKey(1024).replaceAll(';', '\\;')] },
		state: 'wrong',
		codes: ['dkim-broken mailjet'],
		evidence: 'missing',
		publish: ['TXT mailjet._domainkey.cadrelune.example ?'],
	},
	{
		what: 'SendGrid',
		by: 'sendgrid',
		zone: {
			[at('s1', 'CNAME')]: ['s1.domainkey.u27463899.wl150.sendgrid.net'],
			's1.domainkey.u27463899.wl150.sendgrid.net TXT': [publishedKey(2048, 'k=rsa; t=s; ')],
		},
		state: 'right',
		codes: ['dkim-key s1'],
		evidence: 'published',
	},
	{
		what: 'Amazon SES, whose names nobody can guess, proven',
		by: 'amazonses',
		zone: {
			[at('pef2kwnuu3iw7mxcu3hqscchduxctzey', 'CNAME')]: [
				'pef2kwnuu3iw7mxcu3hqscchduxctzey.dkim.amazonses.com',
			],
			'pef2kwnuu3iw7mxcu3hqscchduxctzey.dkim.amazonses.com TXT': [publishedKey(1024, '')],
		},
		proof: signedBy(DOMAIN, 'pef2kwnuu3iw7mxcu3hqscchduxctzey'),
		state: 'right',
		codes: [
			'dkim-proven email-smtp.eu-west-1.amazonaws.com',
			'dkim-key pef2kwnuu3iw7mxcu3hqscchduxctzey',
			'dkim-grow pef2kwnuu3iw7mxcu3hqscchduxctzey',
		],
		evidence: 'proven',
	},
	{
		what: 'the own server, by a usual name: a mail is to prove it',
		by: 'smtp.cadrelune.example',
		zone: { [at('default')]: [publishedKey(2048)] },
		state: 'unread',
		codes: ['dkim-unproven smtp.cadrelune.example'],
		evidence: 'unknown',
	},
	{
		what: 'the own server, with Ed25519 (RFC 8463)',
		by: 'smtp.cadrelune.example',
		zone: { [at('ed2026')]: [`v=DKIM1; k=ed25519; p=${ED25519}`] },
		proof: signedBy(DOMAIN, 'ed2026'),
		state: 'right',
		codes: ['dkim-proven smtp.cadrelune.example', 'dkim-key ed2026'],
		evidence: 'proven',
	},
	{
		what: 'the own server signs nothing, a mail shows',
		by: 'smtp.cadrelune.example',
		zone: { [at('default')]: [publishedKey(2048)] },
		proof: proofOf({ dkim: [] }),
		state: 'to-publish',
		codes: ['dkim-not-signed smtp.cadrelune.example'],
		evidence: 'missing',
		publish: [],
	},
	{
		what: 'the own server, and an old relay’s revoked key, which is none of its',
		by: 'smtp.cadrelune.example',
		zone: { [at('mail')]: ['v=DKIM1; p='] },
		state: 'unread',
		codes: ['dkim-selector-unknown smtp.cadrelune.example'],
		evidence: 'unknown',
	},
	{
		what: 'revoked, where there is no other name',
		by: 'mailjet',
		zone: { [at('mailjet')]: ['v=DKIM1; k=rsa; p='] },
		state: 'wrong',
		codes: ['dkim-revoked mailjet'],
		evidence: 'missing',
		publish: ['TXT mailjet._domainkey.cadrelune.example ?'],
	},
	{
		what: 'Base64 that was cut off',
		by: 'mailjet',
		zone: { [at('mailjet')]: [publishedKey(2048).slice(0, 255)] },
		state: 'wrong',
		codes: ['dkim-broken mailjet'],
		evidence: 'missing',
		publish: ['TXT mailjet._domainkey.cadrelune.example ?'],
	},
	{
		what: 'quotes in the key',
		by: 'mailjet',
		zone: { [at('mailjet')]: [`"${publishedKey(1024)}"`] },
		state: 'wrong',
		codes: ['dkim-broken mailjet'],
		evidence: 'missing',
		publish: ['TXT mailjet._domainkey.cadrelune.example ?'],
	},
	{
		what: 'without its p=',
		by: 'mailjet',
		zone: { [at('mailjet')]: ['v=DKIM1; k=rsa; MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC'] },
		state: 'wrong',
		codes: ['dkim-broken mailjet'],
		evidence: 'missing',
		publish: ['TXT mailjet._domainkey.cadrelune.example ?'],
	},
	{
		what: '512 bits, as in 2008',
		by: 'mailjet',
		zone: { [at('mailjet')]: [publishedKey(512)] },
		state: 'wrong',
		codes: ['dkim-short mailjet'],
		evidence: 'missing',
		publish: ['TXT mailjet._domainkey.cadrelune.example ?'],
	},
	{
		what: 'testing',
		by: 'mailjet',
		zone: { [at('mailjet')]: [publishedKey(2048, 'v=DKIM1; t=y:s; ')] },
		state: 'right',
		codes: ['dkim-key mailjet', 'dkim-testing mailjet'],
		evidence: 'published',
	},
	{
		what: 'two keys at one name',
		by: 'mailjet',
		zone: { [at('mailjet')]: [publishedKey(2048), publishedKey(1024)] },
		state: 'right',
		codes: ['dkim-key mailjet', 'dkim-several mailjet'],
		evidence: 'published',
	},
	{
		what: 'blanks in the key and upper case in its tags',
		by: 'mailjet',
		zone: {
			[at('mailjet')]: [publishedKey(2048, 'V=DKIM1 ; K=RSA ;\tN=note ; ').replace('p=MIIB', 'P= MI IB')],
		},
		state: 'right',
		codes: ['dkim-key mailjet'],
		evidence: 'published',
	},
	{
		what: 'a wildcard that answers everything with the SPF record',
		by: 'mailjet',
		zone: { '*.cadrelune.example TXT': ['v=spf1 -all'] },
		state: 'to-publish',
		codes: ['dkim-missing in-v3.mailjet.com'],
		evidence: 'missing',
		publish: ['TXT mailjet._domainkey.cadrelune.example ?'],
	},
	{
		what: 'a wildcard of a parked domain that revokes every key',
		by: 'mailjet',
		zone: { '*._domainkey.cadrelune.example TXT': ['v=DKIM1; p='] },
		state: 'to-publish',
		codes: ['dkim-missing in-v3.mailjet.com'],
		evidence: 'missing',
		publish: ['TXT mailjet._domainkey.cadrelune.example ?'],
	},
	{
		what: 'a wildcard with a good key, which is nobody’s',
		by: 'smtp.cadrelune.example',
		zone: { '*._domainkey.cadrelune.example TXT': [publishedKey(2048)] },
		state: 'unread',
		codes: ['dkim-selector-unknown smtp.cadrelune.example'],
		evidence: 'unknown',
	},
	{
		what: 'silence',
		by: 'mailjet',
		zone: { [at('mailjet')]: 'silent' },
		state: 'unread',
		codes: ['dkim-silent in-v3.mailjet.com'],
		evidence: 'unknown',
	},
];

describe('keys as they are published', () => {
	it.each(PUBLISHED)('$what', async ({ by, zone, proof, state, codes, evidence, publish }) => {
		const checked = await check(zone, [by], proof);
		expect(codesOf(checked.record)).toEqual(codes);
		expect(checked.record.state).toBe(state);
		expect(checked.evidence).toEqual([evidence]);
		expect(checked.record.publish.map(({ type, name, value }) => `${type} ${name} ${value ?? '?'}`)).toEqual(
			publish ?? [],
		);
	});
});

describe('several servers', () => {
	it('says of each what is known, and proposes the key of the one that lacks it', async () => {
		const { record, evidence } = await check({ [at('google')]: [publishedKey(2048)] }, [
			'google',
			'gandi',
			'infomaniak',
		]);
		expect(evidence).toEqual(['published', 'missing', 'unknown']);
		expect(record.state).toBe('to-publish');
		expect(record.publish).toHaveLength(3);
	});

	it('names the length and kind of a key, and cuts what it shows of it', async () => {
		const { record } = await check({ [at('google')]: [publishedKey(2048)] }, ['google']);
		expect(record.findings).toEqual([{ code: 'dkim-key', about: 'google', count: 2048, detail: 'rsa' }]);
		expect(record.found).toMatchObject([{ type: 'TXT', name: 'google._domainkey.cadrelune.example' }]);
		expect(record.found[0]!.text.length).toBeLessThanOrEqual(121);
	});

	it('takes a key of the organisation for a subdomain, once a mail has shown it', async () => {
		server.publish({ [at('s2026')]: [publishedKey(2048)] });
		const names = limitNames(server.names, 200, AbortSignal.timeout(LONGEST_WAIT));
		const senders = [sender('smtp.cadrelune.example', { proof: signedBy(DOMAIN) })];
		const domain = 'news.cadrelune.example';
		const { evidence } = await checkDkim(domain, serversOf(senders, domain, SENDING_PROVIDERS), names);
		expect(evidence).toEqual(['proven']);
	});
});
