import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { checkSpf } from './check-spf.ts';
import type { RecordState } from './checked-record.ts';
import { limitNames } from './limited-names.ts';
import { SENDING_PROVIDERS } from './sending-providers.ts';
import { PROVIDERS_ZONE, codesOf, proofOf, sender } from './sending-world.test-support.ts';
import { serversOf } from './sending-server.ts';
import type { DomainSender } from './sending-server.ts';
import { startZoneServer } from './zone-server.test-support.ts';
import type { Zone, ZoneServer } from './zone-server.test-support.ts';

const DOMAIN = 'cadrelune.example';
const OWN_HOST = { 'smtp.cadrelune.example A': ['192.0.2.25'] };

let server: ZoneServer;
beforeAll(async () => {
	server = await startZoneServer({});
});
afterAll(() => server.close());

async function check(zone: Zone, senders: readonly DomainSender[] = [sender('microsoft')], domain = DOMAIN) {
	server.publish({ ...PROVIDERS_ZONE, ...OWN_HOST, ...zone });
	server.asked.length = 0;
	const names = limitNames(server.names, 200, AbortSignal.timeout(LONGEST_WAIT));
	return checkSpf(domain, serversOf(senders, domain, SENDING_PROVIDERS), names, SENDING_PROVIDERS);
}

const M365 = 'include:spf.protection.outlook.com';
const ONE_OF_TWENTY = Array.from({ length: 20 }, (_, index) => `_spf${index}.host.example`);

/** Records as companies of all kinds publish them, with what is to be said of each. */
const PUBLISHED: readonly {
	what: string;
	texts: readonly (string | readonly string[])[];
	by?: readonly string[];
	zone?: Zone;
	state: RecordState;
	codes: readonly string[];
	/** The value to publish, what is added in brackets; undefined: nothing is proposed. */
	publish?: string;
}[] = [
	{
		what: 'Microsoft 365 alone, as its wizard writes it',
		texts: [`v=spf1 ${M365} -all`],
		state: 'right',
		codes: ['spf-lookups', 'spf-authorised smtp.office365.com'],
	},
	{
		what: 'Google Workspace among other texts',
		texts: [
			'google-site-verification=rXOxyZounnZasA8Z7oaD3c14JdjS9aKSWvsR1EbUSIQ',
			'v=spf1 include:_spf.google.com ~all',
			'MS=ms1234',
		],
		by: ['google'],
		state: 'right',
		codes: ['spf-lookups', 'spf-authorised smtp.gmail.com'],
	},
	{
		what: 'a web host’s own words around it',
		texts: ['v=spf1 +a +mx +ip4:192.0.2.17 +include:spf.jabatus.fr ~all'],
		by: ['o2switch'],
		zone: { 'cadrelune.example A': ['192.0.2.17'], 'cadrelune.example MX': ['0 cadrelune.example'] },
		state: 'right',
		codes: ['spf-lookups', 'spf-authorised mail.o2switch.net'],
	},
	{
		what: 'Gandi’s, which says nothing of other servers',
		texts: ['v=spf1 include:_mailcust.gandi.net ?all'],
		by: ['gandi'],
		state: 'right',
		codes: ['spf-lookups', 'spf-neutral', 'spf-authorised mail.gandi.net'],
	},
	{
		what: 'one of three includes that Zoho has',
		texts: ['v=spf1 include:one.zoho.eu ~all'],
		by: ['zoho'],
		state: 'right',
		codes: ['spf-lookups', 'spf-authorised smtp.zoho.eu'],
	},
	{
		what: 'upper case and blanks at its end',
		texts: ['V=SPF1 INCLUDE:SPF.PROTECTION.OUTLOOK.COM -ALL   '],
		state: 'right',
		codes: ['spf-lookups', 'spf-authorised smtp.office365.com'],
	},
	{
		what: 'two blanks between terms',
		texts: [`v=spf1  ${M365}   -all`],
		state: 'right',
		codes: ['spf-lookups', 'spf-authorised smtp.office365.com'],
	},
	{
		what: 'a dot at the end of an include',
		texts: [`v=spf1 ${M365}. -all`],
		state: 'right',
		codes: ['spf-lookups', 'spf-authorised smtp.office365.com'],
	},
	{
		what: 'cut in the middle of a word',
		texts: [['v=spf1 include:spf.protec', 'tion.outlook.com -', 'all']],
		state: 'right',
		codes: ['spf-lookups', 'spf-authorised smtp.office365.com'],
	},
	{
		what: 'behind a record of its own',
		texts: ['v=spf1 include:_spf.cadrelune.example -all'],
		zone: { '_spf.cadrelune.example TXT': [`v=spf1 ${M365} ~all`] },
		state: 'right',
		codes: ['spf-lookups', 'spf-authorised smtp.office365.com'],
	},
	{
		what: 'a redirect to a group’s record',
		texts: ['v=spf1 redirect=_spf.groupe.example'],
		zone: { '_spf.groupe.example TXT': [`v=spf1 ${M365} -all`] },
		state: 'right',
		codes: ['spf-lookups', 'spf-authorised smtp.office365.com'],
	},
	{
		what: 'a redirect that lets the relay through, but not this sender',
		texts: ['v=spf1 redirect=_spf.groupe.example'],
		zone: { '_spf.groupe.example TXT': ['v=spf1 ip4:192.0.2.7 -all'] },
		state: 'to-publish',
		codes: ['spf-sender-missing smtp.office365.com'],
		publish: `v=spf1 [${M365}] redirect=_spf.groupe.example`,
	},
	{
		what: 'flattened: a provider’s networks without its include',
		texts: ['v=spf1 ip4:198.51.100.0/24 ip6:2001:db8:40::/44 -all'],
		state: 'right',
		codes: ['spf-lookups', 'spf-authorised smtp.office365.com'],
	},
	{
		what: 'a service that answers by macros for each address',
		texts: ['v=spf1 exists:%{i}._spf.service.example ~all'],
		zone: { '*._spf.service.example A': ['127.0.0.2'] },
		state: 'right',
		codes: ['spf-lookups', 'spf-authorised smtp.office365.com'],
	},
	{
		what: 'an include with macros that answers for nobody',
		texts: ['v=spf1 include:%{d}._spf.service.example ~all'],
		zone: { 'cadrelune.example._spf.service.example TXT': ['v=spf1 -all'] },
		state: 'to-publish',
		codes: ['spf-sender-missing smtp.office365.com'],
		publish: `v=spf1 include:%{d}._spf.service.example [${M365}] ~all`,
	},
	{
		what: 'the own server by its name',
		texts: ['v=spf1 a:smtp.cadrelune.example -all'],
		by: ['smtp.cadrelune.example'],
		state: 'right',
		codes: ['spf-lookups', 'spf-authorised smtp.cadrelune.example'],
	},
	{
		what: 'the own server among those that receive',
		texts: ['v=spf1 mx -all'],
		by: ['smtp.cadrelune.example'],
		zone: { 'cadrelune.example MX': ['10 smtp.cadrelune.example'] },
		state: 'right',
		codes: ['spf-lookups', 'spf-authorised smtp.cadrelune.example'],
	},
	{
		what: 'nothing but the newsletters’ envelope, which is not asked here',
		texts: ['v=spf1 include:spf.mailjet.com ?all'],
		by: ['mailjet'],
		state: 'right',
		codes: ['spf-lookups', 'spf-neutral', 'spf-not-asked in-v3.mailjet.com'],
	},
	{
		what: 'several senders in one record',
		texts: [`v=spf1 ${M365} include:_spf.google.com a:smtp.cadrelune.example -all`],
		by: ['microsoft', 'google', 'smtp.cadrelune.example'],
		state: 'right',
		codes: [
			'spf-lookups',
			'spf-authorised smtp.office365.com',
			'spf-authorised smtp.gmail.com',
			'spf-authorised smtp.cadrelune.example',
		],
	},
	{
		what: 'the relay is missing',
		texts: [`v=spf1 ${M365} a:smtp.cadrelune.example -all`],
		by: ['microsoft', 'smtp.cadrelune.example', 'mailgun'],
		state: 'to-publish',
		codes: ['spf-sender-missing smtp.mailgun.org'],
		publish: `v=spf1 ${M365} a:smtp.cadrelune.example [include:mailgun.org] -all`,
	},
	{
		what: 'a parked domain that says that it sends nothing',
		texts: ['v=spf1 -all'],
		state: 'to-publish',
		codes: ['spf-sender-missing smtp.office365.com'],
		publish: `v=spf1 [${M365}] -all`,
	},
	{
		what: 'behind `all`, where nothing is read',
		texts: [`v=spf1 mx -all ${M365}`],
		zone: { 'cadrelune.example MX': ['0 cadrelune-example.mail.protection.outlook.com'] },
		state: 'to-publish',
		codes: ['spf-after-all', 'spf-sender-missing smtp.office365.com'],
		publish: `v=spf1 mx [${M365}] -all ${M365}`,
	},
	{
		what: 'an include that forbids',
		texts: [`v=spf1 -${M365} ~all`],
		state: 'to-publish',
		codes: ['spf-sender-missing smtp.office365.com'],
		publish: `v=spf1 -${M365} [${M365}] ~all`,
	},
	{
		what: 'the own server by another address',
		texts: ['v=spf1 ip4:192.0.2.26 -all'],
		by: ['smtp.cadrelune.example'],
		state: 'to-publish',
		codes: ['spf-sender-missing smtp.cadrelune.example'],
		publish: 'v=spf1 ip4:192.0.2.26 [a:smtp.cadrelune.example] -all',
	},
	{
		what: 'one of two addresses of the own server',
		texts: ['v=spf1 ip4:192.0.2.25 -all'],
		by: ['smtp.cadrelune.example'],
		zone: { 'smtp.cadrelune.example AAAA': ['2001:db8::25'] },
		state: 'to-publish',
		codes: ['spf-address-missing smtp.cadrelune.example'],
		publish: 'v=spf1 ip4:192.0.2.25 [a:smtp.cadrelune.example] -all',
	},
	{
		what: 'no `all` at the end',
		texts: ['v=spf1 include:_spf.google.com'],
		state: 'to-publish',
		codes: ['spf-neutral', 'spf-sender-missing smtp.office365.com'],
		publish: `v=spf1 include:_spf.google.com [${M365}]`,
	},
	{
		what: 'none, and mail is received at Google',
		texts: ['ms=abc'],
		zone: { 'cadrelune.example MX': ['1 smtp.google.com'] },
		state: 'to-publish',
		codes: ['spf-missing'],
		publish: `[v=spf1 ${M365} include:_spf.google.com ~all]`,
	},
	{
		what: 'none, and one sender is nobody’s we know: others are not harmed',
		texts: [],
		by: ['microsoft', 'smtp.hebergeur.example'],
		zone: { 'smtp.hebergeur.example A': ['192.0.2.77'] },
		state: 'to-publish',
		codes: ['spf-missing'],
		publish: `[v=spf1 ${M365} ?all]`,
	},
	{
		what: 'none, and the only sender is nobody’s we know: its provider has to say',
		texts: [],
		by: ['smtp.hebergeur.example'],
		zone: { 'smtp.hebergeur.example A': ['192.0.2.77'] },
		state: 'to-publish',
		codes: ['spf-missing'],
	},
	{
		what: 'everybody may send',
		texts: ['v=spf1 +all'],
		state: 'wrong',
		codes: ['spf-all-passes', 'spf-sender-missing smtp.office365.com'],
		publish: `v=spf1 [${M365} ~all]`,
	},
	{
		what: 'everybody may send, by omission of a sign',
		texts: [`v=spf1 ${M365} all`],
		state: 'wrong',
		codes: ['spf-all-passes', 'spf-authorised smtp.office365.com'],
		publish: `v=spf1 ${M365} [~all]`,
	},
	{
		what: 'everybody may send, one of them from nobody knows where',
		texts: ['v=spf1 +all'],
		by: ['microsoft', 'smtp.hebergeur.example'],
		zone: { 'smtp.hebergeur.example A': ['192.0.2.77'] },
		state: 'wrong',
		codes: [
			'spf-all-passes',
			'spf-sender-missing smtp.office365.com',
			'spf-server-unknown smtp.hebergeur.example',
		],
		publish: `v=spf1 [${M365} ?all]`,
	},
	{
		what: 'everybody may send, by a network that is all there are',
		texts: [`v=spf1 ip4:0.0.0.0/0 ${M365} -all`],
		state: 'wrong',
		codes: ['spf-all-passes', 'spf-authorised smtp.office365.com'],
	},
	{
		what: 'everybody may send, by an include',
		texts: [`v=spf1 include:spf.host.example ${M365} -all`],
		zone: { 'spf.host.example TXT': ['v=spf1 all'] },
		state: 'wrong',
		codes: ['spf-all-passes spf.host.example'],
	},
	{
		what: 'two records',
		texts: [`v=spf1 ${M365} -all`, 'v=spf1 include:_spf.google.com ~all'],
		by: ['microsoft', 'google'],
		state: 'wrong',
		codes: ['spf-several'],
		publish: `v=spf1 ${M365} include:_spf.google.com ~all`,
	},
	{
		what: 'two records, and neither has the relay',
		texts: [`v=spf1 ${M365} -all`, 'v=spf1 redirect=_spf.groupe.example'],
		by: ['microsoft', 'mailgun'],
		state: 'wrong',
		codes: ['spf-several'],
		publish: `v=spf1 ${M365} [include:_spf.groupe.example include:mailgun.org] -all`,
	},
	{
		what: 'quotes that a host of zones kept',
		texts: [`"v=spf1 ${M365} -all"`],
		state: 'wrong',
		codes: ['spf-look-alike'],
		publish: `v=spf1 ${M365} -all`,
	},
	{
		what: 'a blank before it',
		texts: [` v=spf1 ${M365} -all`],
		state: 'wrong',
		codes: ['spf-look-alike'],
		publish: `v=spf1 ${M365} -all`,
	},
	{
		what: 'a second one behind a blank, which some receivers count',
		texts: [`v=spf1 ${M365} -all`, ' v=spf1 mx -all'],
		state: 'wrong',
		codes: ['spf-look-alike', 'spf-authorised smtp.office365.com'],
		publish: `v=spf1 ${M365} -all`,
	},
	{
		what: 'a note beside it, which nobody counts',
		texts: [`v=spf1 ${M365} -all`, 'spf1: see the wiki'],
		state: 'right',
		codes: ['spf-lookups', 'spf-authorised smtp.office365.com'],
	},
	{
		what: 'another version',
		texts: [`v=spf1x ${M365} -all`],
		state: 'wrong',
		codes: ['spf-look-alike'],
		publish: `[v=spf1 ${M365} ~all]`,
	},
	{
		what: 'semicolons of a DKIM record',
		texts: ['v=spf1; include:_spf.google.com; ~all'],
		state: 'wrong',
		codes: ['spf-look-alike'],
		publish: `[v=spf1 ${M365} ~all]`,
	},
	{
		what: 'the name before the record, as it is copied from a page',
		texts: ['SPF: v=spf1 include:_spf.google.com ~all'],
		by: ['google'],
		state: 'wrong',
		codes: ['spf-look-alike'],
		publish: 'v=spf1 include:_spf.google.com ~all',
	},
	{
		what: 'Sender ID, which is no SPF',
		texts: ['spf2.0/pra include:_spf.google.com ~all'],
		state: 'to-publish',
		codes: ['spf-missing'],
		publish: `[v=spf1 ${M365} ~all]`,
	},
	{
		what: 'ipv4 for ip4',
		texts: ['v=spf1 ipv4:192.0.2.1 -all'],
		state: 'wrong',
		codes: ['spf-syntax ipv4:192.0.2.1'],
	},
	{
		what: 'a blank behind the colon',
		texts: ['v=spf1 include: _spf.google.com ~all'],
		state: 'wrong',
		codes: ['spf-syntax include:', 'spf-syntax _spf.google.com'],
	},
	{
		what: 'an address that is none',
		texts: ['v=spf1 ip4:192.0.2.300 -all'],
		state: 'wrong',
		codes: ['spf-syntax ip4:192.0.2.300'],
	},
	{
		what: 'a network that is too long',
		texts: ['v=spf1 ip4:192.0.2.0/33 -all'],
		state: 'wrong',
		codes: ['spf-syntax ip4:192.0.2.0/33'],
	},
	{
		what: 'two terms without a blank',
		texts: [[`v=spf1 ${M365}`, '-all mx:x']],
		state: 'wrong',
		codes: ['spf-syntax mx:x'],
	},
	{
		what: 'a comma between terms',
		texts: ['v=spf1 mx, include:_spf.google.com ~all'],
		state: 'wrong',
		codes: ['spf-syntax mx,'],
	},
	{
		what: 'a tab and a line break in it',
		texts: ['v=spf1 mx\tinclude:_spf.google.com\r\n ~all'],
		state: 'wrong',
		codes: ['spf-syntax mx\u{fffd}include:_spf.google.com\u{fffd}\u{fffd}'],
	},
	{
		what: 'two redirects',
		texts: ['v=spf1 redirect=a.example redirect=b.example'],
		state: 'wrong',
		codes: ['spf-syntax redirect=b.example'],
	},
	{
		what: 'an unknown macro',
		texts: ['v=spf1 include:%{z}.example -all'],
		state: 'wrong',
		codes: ['spf-syntax include:%{z}.example'],
	},
	{
		what: 'it includes itself',
		texts: [`v=spf1 include:cadrelune.example ${M365} -all`],
		state: 'wrong',
		codes: ['spf-loop cadrelune.example', 'spf-authorised smtp.office365.com'],
	},
	{
		what: 'two that include each other',
		texts: [`v=spf1 include:a.host.example ${M365} -all`],
		zone: {
			'a.host.example TXT': ['v=spf1 include:b.host.example -all'],
			'b.host.example TXT': ['v=spf1 include:A.host.example -all'],
		},
		state: 'wrong',
		codes: ['spf-loop a.host.example'],
	},
	{
		what: 'an include of a service that was left long ago',
		texts: [`v=spf1 include:spf.disparu.example ${M365} -all`],
		state: 'wrong',
		codes: ['spf-include-empty spf.disparu.example'],
	},
	{
		what: 'an include with two records',
		texts: [`v=spf1 include:spf.host.example ${M365} -all`],
		zone: { 'spf.host.example TXT': ['v=spf1 mx -all', 'v=spf1 a -all'] },
		state: 'wrong',
		codes: ['spf-include-several spf.host.example'],
	},
	{
		what: 'an include that nobody can read',
		texts: [`v=spf1 include:spf.host.example ${M365} -all`],
		zone: { 'spf.host.example TXT': ['v=spf1 ipv4:192.0.2.1 -all'] },
		state: 'wrong',
		codes: ['spf-include-syntax spf.host.example'],
	},
	{
		what: 'eleven questions',
		texts: [
			`v=spf1 ${M365} ${ONE_OF_TWENTY.slice(0, 10)
				.map((name) => `include:${name}`)
				.join(' ')} -all`,
		],
		zone: Object.fromEntries(ONE_OF_TWENTY.map((name) => [`${name} TXT`, ['v=spf1 ip4:192.0.2.1 -all']])),
		state: 'wrong',
		codes: [
			'spf-too-many-lookups',
			'spf-authorised smtp.office365.com',
			'spf-include-cost _spf0.host.example',
		],
	},
	{
		what: 'ten questions, and one more would be needed',
		texts: [
			`v=spf1 ${ONE_OF_TWENTY.slice(0, 10)
				.map((name) => `include:${name}`)
				.join(' ')} -all`,
		],
		zone: Object.fromEntries(ONE_OF_TWENTY.map((name) => [`${name} TXT`, ['v=spf1 ip4:192.0.2.1 -all']])),
		state: 'wrong',
		codes: ['spf-no-room', 'spf-sender-missing smtp.office365.com'],
	},
	{
		what: 'seven questions and Google’s four',
		texts: [
			`v=spf1 ${ONE_OF_TWENTY.slice(0, 7)
				.map((name) => `include:${name}`)
				.join(' ')} -all`,
		],
		by: ['google'],
		zone: Object.fromEntries(ONE_OF_TWENTY.map((name) => [`${name} TXT`, ['v=spf1 ip4:192.0.2.1 -all']])),
		state: 'wrong',
		codes: ['spf-no-room'],
	},
	{
		what: 'three names without an address',
		texts: [`v=spf1 a:alt.cadrelune.example mx:alt.cadrelune.example a:vieux.cadrelune.example ${M365} -all`],
		state: 'wrong',
		codes: ['spf-too-many-voids', 'spf-void alt.cadrelune.example', 'spf-void vieux.cadrelune.example'],
	},
	{
		what: 'one name without an address',
		texts: [`v=spf1 a:vieux.cadrelune.example ${M365} -all`],
		state: 'right',
		codes: ['spf-lookups', 'spf-void vieux.cadrelune.example', 'spf-authorised smtp.office365.com'],
	},
	{
		what: 'a reverse look-up, which receivers do without',
		texts: [`v=spf1 ptr:cadrelune.example ${M365} -all`],
		state: 'right',
		codes: ['spf-lookups', 'spf-ptr', 'spf-authorised smtp.office365.com'],
	},
];

describe('records as they are published', () => {
	it.each(PUBLISHED)('$what', async ({ texts, by, zone, state, codes, publish }) => {
		const senders = (by ?? ['microsoft']).map((one) => sender(one));
		const { record } = await check({ 'cadrelune.example TXT': texts, ...zone }, senders);
		const found = codesOf(record);
		expect(found).toEqual(expect.arrayContaining([...codes]));
		expect(record.state).toBe(state);
		const [proposed, ...others] = record.publish;
		expect(others).toEqual([]);
		expect(proposed?.pieces.map(({ text, isAdded }) => (isAdded ? `[${text}]` : text)).join('')).toBe(
			publish,
		);
		if (state === 'right') expect(found).toEqual([...codes]);
	});
});

describe('what nobody answers for', () => {
	it('is unread where the domain itself is silent, whatever a mail proved before', async () => {
		const proof = proofOf({ spf: { result: 'pass', domain: DOMAIN } });
		const { record, evidence } = await check({ 'cadrelune.example TXT': 'silent' }, [
			sender('microsoft', { proof }),
		]);
		expect(record).toMatchObject({ state: 'unread', publish: [] });
		expect(evidence).toEqual(['proven']);
	});

	it('is unread where the domain’s servers are broken', async () => {
		const { record } = await check({ 'cadrelune.example TXT': 'broken' });
		expect(codesOf(record)).toEqual(['spf-silent cadrelune.example']);
	});

	it('is unread where an include is silent and everything else is right', async () => {
		const { record } = await check({
			'cadrelune.example TXT': [`v=spf1 include:spf.host.example ${M365} -all`],
			'spf.host.example TXT': 'silent',
		});
		expect(record.state).toBe('unread');
		expect(codesOf(record)).toContain('spf-silent spf.host.example');
	});

	it('is no reason to propose an include that may be there', async () => {
		const { record } = await check({
			'cadrelune.example TXT': ['v=spf1 include:spf.host.example -all'],
			'spf.host.example TXT': 'silent',
		});
		expect(record).toMatchObject({ state: 'unread', publish: [] });
	});

	it('is no reason to call the provider missing', async () => {
		const { record } = await check({
			'cadrelune.example TXT': ['v=spf1 ip4:198.51.100.0/24 -all'],
			'spf.protection.outlook.com TXT': 'broken',
		});
		expect(codesOf(record)).toContain('spf-silent smtp.office365.com');
		expect(record).toMatchObject({ state: 'unread', publish: [] });
	});
});

describe('a server that is nobody’s we know', () => {
	const zone = { 'cadrelune.example TXT': ['v=spf1 mx -all'], 'smtp.hebergeur.example A': ['192.0.2.77'] };
	const by = (spf?: { result: 'pass' | 'fail'; domain: string }) =>
		check(zone, [sender('smtp.hebergeur.example', spf ? { proof: proofOf({ spf }) } : {})]);

	it('waits for a mail to prove it', async () => {
		const { record, evidence } = await by();
		expect(codesOf(record)).toContain('spf-server-unknown smtp.hebergeur.example');
		expect(record).toMatchObject({ state: 'unread', publish: [] });
		expect(evidence).toEqual(['unknown']);
	});

	it('is right once a mail has', async () => {
		const { record, evidence } = await by({ result: 'pass', domain: DOMAIN });
		expect(record.state).toBe('right');
		expect(evidence).toEqual(['proven']);
	});

	it('is missing once a mail has failed, and no term is invented for it', async () => {
		const { record, evidence } = await by({ result: 'fail', domain: DOMAIN });
		expect(record).toMatchObject({ state: 'to-publish', publish: [] });
		expect(evidence).toEqual(['missing']);
	});

	it('is not asked for where it sends under a domain of its own', async () => {
		const { record, evidence } = await by({ result: 'pass', domain: 'bounces.hebergeur.example' });
		expect(codesOf(record)).toContain('spf-not-asked smtp.hebergeur.example');
		expect(evidence).toEqual(['not-asked']);
	});
});

describe('other domains', () => {
	it('reads an own record of a subdomain, and names it in what is proposed', async () => {
		const { record } = await check(
			{ 'news.cadrelune.example TXT': ['v=spf1 -all'], 'cadrelune.example TXT': [`v=spf1 ${M365} -all`] },
			[sender('microsoft')],
			'news.cadrelune.example',
		);
		expect(record.publish).toMatchObject([{ name: 'news.cadrelune.example', value: `v=spf1 ${M365} -all` }]);
	});

	it('knows the own server of a subdomain by its organisation', async () => {
		const { record } = await check(
			{ 'news.cadrelune.example TXT': ['v=spf1 -all'] },
			[sender('smtp.cadrelune.example')],
			'news.cadrelune.example',
		);
		expect(record.publish).toMatchObject([{ value: 'v=spf1 a:smtp.cadrelune.example -all' }]);
	});

	it('proposes the include of the region', async () => {
		const { record } = await check({ 'cadrelune.example TXT': ['v=spf1 -all'] }, [
			sender('zoho', { smtp: { host: 'smtp.zoho.com', port: 465, security: 'tls' } }),
		]);
		expect(record.publish[0]?.value).toBe('v=spf1 include:zoho.com -all');
	});

	it('names an address that is its own server', async () => {
		const { record } = await check({ 'cadrelune.example TXT': ['v=spf1 -all'] }, [sender('192.0.2.99')]);
		expect(record.publish[0]?.value).toBe('v=spf1 ip4:192.0.2.99 -all');
	});
});

describe('hostile records', () => {
	it('gives a long value in strings too, as some hosts of zones ask for', async () => {
		const many = Array.from({ length: 20 }, (_, index) => `ip4:192.0.2.${index}`).join(' ');
		const { record } = await check({ 'cadrelune.example TXT': [`v=spf1 ${many} -all`] });
		const [proposed] = record.publish;
		expect(proposed?.strings.length).toBeGreaterThan(1);
		expect(proposed?.strings.every((text) => text.length <= 255)).toBe(true);
		expect(proposed?.strings.join('')).toBe(proposed?.value);
	});

	it('proposes nothing beside a record that is longer than any, of which the end is not read', async () => {
		const long = `v=spf1 ${'ip4:192.0.2.1 '.repeat(400)}-all`;
		for (const texts of [[long], [long, 'v=spf1 mx -all']]) {
			const { record } = await check({ 'cadrelune.example TXT': texts });
			expect(codesOf(record)).toContain('spf-too-long');
			expect(record).toMatchObject({ state: 'wrong', publish: [] });
		}
	});

	it('reads a set of hundreds of texts, which comes over TCP', async () => {
		const texts = [
			`v=spf1 ${M365} -all`,
			...Array.from({ length: 500 }, (_, index) => `token=${index}${'x'.repeat(60)}`),
		];
		const { record } = await check({ 'cadrelune.example TXT': texts });
		expect(record.state).toBe('right');
	});

	it('asks no more than so many questions, however many a record names', async () => {
		const wide = Object.fromEntries(
			Array.from({ length: 30 }, (_, index) => [
				`_s${index}.host.example TXT`,
				[
					`v=spf1 ${Array.from({ length: 30 }, (_, other) => `include:_s${other}.host.example`).join(' ')} -all`,
				],
			]),
		);
		const { record } = await check({
			...wide,
			'cadrelune.example TXT': ['v=spf1 include:_s0.host.example -all'],
		});
		expect(codesOf(record)).toContain('spf-too-many-lookups');
		expect(server.asked.length).toBeLessThan(80);
	});

	it('shows no control and no direction character of a record', async () => {
		const { record } = await check({
			'cadrelune.example TXT': ['v=spf1 inc\u0007lude:\u00e9vil\u009b31m -all'],
		});
		expect(record.state).toBe('wrong');
		expect(JSON.stringify(record)).not.toMatch(/[\u0000-\u001f\u007f-\u00ff]/);
	});

	it('asks for no name that cannot exist', async () => {
		const { record } = await check({
			'cadrelune.example TXT': [`v=spf1 include:${'a'.repeat(64)}.example include:a..b.example ${M365} -all`],
		});
		expect(record.state).toBe('wrong');
		expect(server.asked.filter((question) => question.includes('aaaa'))).toEqual([]);
	});
});
