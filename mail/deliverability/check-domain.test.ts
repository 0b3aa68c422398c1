import { createServer as createTlsServer } from 'node:tls';
import type { Server } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNames } from '#platform/network/names.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { issueTestCertificate } from '#tests/crash/test-authority.ts';
import { readAuthenticationResults } from './authentication-results.ts';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { checkDomain } from './check-domain.ts';
import type { DomainReading, DomainSubject } from './check-domain.ts';
import { PROVIDERS_ZONE, codesOf, proofOf, publishedKey, sender } from './sending-world.test-support.ts';
import type { SendingProvider } from './sending-provider.ts';
import { summariseDomain } from './summarise-domain.ts';
import { startZoneServer } from './zone-server.test-support.ts';
import type { Zone, ZoneServer } from './zone-server.test-support.ts';

const DOMAIN = 'cadrelune.example';
const OWN = 'smtp.cadrelune.example';
const M365_TARGET = 'selector1-cadrelune-example._domainkey.cadrelune.n-v1.dkim.mail.microsoft';

/** A relay of the demonstration world, known to it alone. */
const RELAIS: SendingProvider = {
	key: 'relais',
	name: 'Relais',
	hosts: ['relais.example'],
	spf: { envelope: 'ours', includes: ['spf.relais.example'] },
	dkim: {
		selectors: [{ selector: 'rl1', type: 'CNAME', alias: 'rl1.dkim.relais.example' }],
		areAll: true,
		signsAs: ['relais.example'],
	},
	exchangers: [],
	stamps: [],
};

let zones: ZoneServer;
let tls: Server;
let policy: NetworkPolicy;
let port: number;

beforeAll(async () => {
	zones = await startZoneServer({});
	const certificate = await issueTestCertificate([OWN]);
	tls = createTlsServer({ key: certificate.key, cert: certificate.cert }, (socket) =>
		socket.end('220 hello\r\n'),
	);
	tls.on('tlsClientError', () => {});
	port = await new Promise((resolve) =>
		tls.listen(0, '127.0.0.1', () => resolve((tls.address() as AddressInfo).port)),
	);
	policy = {
		kind: 'sandbox',
		host: OWN,
		address: '127.0.0.1',
		ports: [port],
		authority: certificate.authority,
	};
});
afterAll(async () => {
	tls.close();
	await zones.close();
});

const WORLD: Zone = {
	...PROVIDERS_ZONE,
	'cadrelune.example NS': ['ns1.zonage.example'],
	'cadrelune.example TXT': [`v=spf1 include:spf.protection.outlook.com a:${OWN} -all`],
	'cadrelune.example MX': ['0 cadrelune-example.mail.protection.outlook.com'],
	'_dmarc.cadrelune.example TXT': ['v=DMARC1; p=none; rua=mailto:dmarc@cadrelune.example'],
	'selector1._domainkey.cadrelune.example CNAME': [M365_TARGET],
	[`${M365_TARGET} TXT`]: [publishedKey(2048)],
	's2026._domainkey.cadrelune.example TXT': [publishedKey(2048)],
	[`${OWN} A`]: ['192.0.2.25'],
	'25.2.0.192.in-addr.arpa PTR': [OWN],
	'spf.relais.example TXT': ['v=spf1 ip4:192.0.2.64/28 -all'],
	'rl1.dkim.relais.example TXT': [publishedKey(2048)],
	'smtp.relais.example A': ['192.0.2.70'],
};

const own = () => ({ host: OWN, port, security: 'tls' as const });
const signedByOwn = proofOf({
	spf: { result: 'pass', domain: DOMAIN },
	dkim: [{ result: 'pass', domain: DOMAIN, selector: 's2026' }],
	dmarc: { result: 'pass', domain: DOMAIN },
});

const subject = (more: Partial<DomainSubject> = {}): DomainSubject => ({
	domain: DOMAIN,
	isPersonal: false,
	reportsTo: `dmarc@${DOMAIN}`,
	senders: [
		sender('microsoft', { address: `ines.morvallon@${DOMAIN}`, smtp: own() }),
		sender('microsoft', { address: `contact@${DOMAIN}`, kind: 'shared', smtp: own() }),
		sender(OWN, { address: `karim@${DOMAIN}`, smtp: own(), proof: signedByOwn }),
		sender('smtp.relais.example', {
			address: `lettre@${DOMAIN}`,
			kind: 'relay',
			provider: 'relais',
			smtp: own(),
		}),
	],
	...more,
});

/** As a check costs, but for its time: the machine may have other things to do. */
const COST = { within: LONGEST_WAIT, questions: 200 };

async function check(zone: Zone, more: Partial<DomainSubject> = {}, cost = COST, names = zones.names) {
	zones.publish(zone);
	zones.asked.length = 0;
	return checkDomain(
		subject(more),
		{ names, policy, at: new Date('2026-11-23T08:35:00Z'), providers: [RELAIS] },
		cost,
	);
}

const line = (reading: DomainReading, name: string) => reading.checks.find(({ check: one }) => one === name)!;

describe('a company with Microsoft 365, a server of its own and a relay', () => {
	it('has six lines in their order, and two records to publish where its zone is held', async () => {
		const reading = await check(WORLD);
		expect(reading.checks.map(({ check: name, state }) => `${name} ${state}`)).toEqual([
			'spf to-publish',
			'dkim to-publish',
			'dmarc right',
			'mx right',
			'reverse right',
			'tls right',
		]);
		expect(reading.nameServers).toEqual(['ns1.zonage.example']);
		expect(summariseDomain(reading)).toEqual({ state: 'to-publish', count: 2, unread: [], needsMail: false });
	});

	it('is given the whole record with what it lacks marked in it', async () => {
		const { publish, findings } = line(await check(WORLD), 'spf');
		expect(findings).toContainEqual({ code: 'spf-lookups', count: 2 });
		expect(publish).toEqual([
			{
				type: 'TXT',
				name: DOMAIN,
				value: `v=spf1 include:spf.protection.outlook.com a:${OWN} include:spf.relais.example -all`,
				pieces: [
					{ text: `v=spf1 include:spf.protection.outlook.com a:${OWN} `, isAdded: false },
					{ text: 'include:spf.relais.example', isAdded: true },
					{ text: ' -all', isAdded: false },
				],
				strings: [],
				replaces: [`v=spf1 include:spf.protection.outlook.com a:${OWN} -all`],
				provider: undefined,
			},
		]);
		expect(line(await check(WORLD), 'dkim').publish).toMatchObject([
			{ type: 'CNAME', name: 'rl1._domainkey.cadrelune.example', value: 'rl1.dkim.relais.example' },
		]);
	});

	it('says of each server who vouches for it, and by what', async () => {
		const { servers } = await check(WORLD);
		expect(servers).toEqual([
			{
				host: OWN,
				name: 'Microsoft 365',
				provider: 'microsoft',
				addresses: [`ines.morvallon@${DOMAIN}`, `contact@${DOMAIN}`],
				kinds: ['personal', 'shared'],
				spf: 'published',
				dkim: 'published',
				dmarc: 'published',
				provenAt: undefined,
			},
			{
				host: OWN,
				name: OWN,
				provider: undefined,
				addresses: [`karim@${DOMAIN}`],
				kinds: ['personal'],
				spf: 'proven',
				dkim: 'proven',
				dmarc: 'proven',
				provenAt: signedByOwn.at,
			},
			{
				host: OWN,
				name: 'Relais',
				provider: 'relais',
				addresses: [`lettre@${DOMAIN}`],
				kinds: ['relay'],
				spf: 'missing',
				dkim: 'missing',
				dmarc: 'missing',
				provenAt: undefined,
			},
		]);
	});

	it('is right once it has published exactly what was proposed', async () => {
		const before = await check(WORLD);
		const published = Object.fromEntries(
			before.checks
				.flatMap(({ publish }) => publish)
				.map(({ type, name, value }) => [`${name} ${type}`, [value!]]),
		);
		const after = await check({ ...WORLD, ...published });
		expect(summariseDomain(after)).toMatchObject({ state: 'right', count: 0 });
		expect(after.servers.map(({ dmarc }) => dmarc)).toEqual(['published', 'proven', 'published']);
	});

	it('is told where its own policy refuses what one of its servers sends', async () => {
		const reading = await check({ ...WORLD, '_dmarc.cadrelune.example TXT': ['v=DMARC1; p=reject'] });
		const dmarc = line(reading, 'dmarc');
		expect(dmarc.state).toBe('wrong');
		expect(codesOf(dmarc)).toContain(`dmarc-refuses-sender ${OWN}`);
	});

	it('passes by one of the two ways', async () => {
		const { servers } = await check({
			...WORLD,
			'_dmarc.cadrelune.example TXT': ['v=DMARC1; p=reject'],
			'rl1._domainkey.cadrelune.example CNAME': ['rl1.dkim.relais.example'],
		});
		expect(servers[2]).toMatchObject({ spf: 'missing', dkim: 'published', dmarc: 'published' });
	});
});

describe('a proof by mail', () => {
	it('shows a selector that nobody could guess', async () => {
		const results = readAuthenticationResults(
			`Authentication-Results: mx.google.com; dkim=pass header.i=@${DOMAIN} header.s=s2026; spf=pass smtp.mailfrom=karim@${DOMAIN}; dmarc=pass header.from=${DOMAIN}`,
			['mx.google.com'],
		)!;
		const senders = [sender(OWN, { smtp: own(), proof: { at: '2026-11-23T08:30:00Z', results } })];
		const reading = await check(WORLD, { senders });
		expect(codesOf(line(reading, 'dkim'))).toContain('dkim-key s2026');
		expect(summariseDomain(reading).state).toBe('right');
	});

	it('is what is waited for where no record can tell', async () => {
		const reading = await check(WORLD, { senders: [sender(OWN, { smtp: own() })] });
		expect(summariseDomain(reading)).toEqual({
			state: 'unread',
			count: 0,
			unread: ['dkim'],
			needsMail: true,
		});
	});

	it('of the organisation’s signature is not enough where the policy is strict', async () => {
		const senders = [sender(OWN, { smtp: own(), proof: signedByOwn })];
		const zone = {
			...WORLD,
			'news.cadrelune.example TXT': ['v=spf1 -all'],
			'news.cadrelune.example A': ['192.0.2.1'],
		};
		const strict = { ...zone, '_dmarc.cadrelune.example TXT': ['v=DMARC1; p=none; adkim=s; aspf=s'] };
		const domain = 'news.cadrelune.example';
		expect((await check(zone, { senders, domain })).servers[0]).toMatchObject({
			dkim: 'proven',
			dmarc: 'proven',
		});
		expect((await check(strict, { senders, domain })).servers[0]).toMatchObject({ dmarc: 'missing' });
	});

	it('is the newest of a server’s senders', async () => {
		const older = proofOf(
			{ dkim: [{ result: 'pass', domain: DOMAIN, selector: 'vieux' }] },
			'2026-11-01T08:00:00Z',
		);
		const senders = [
			sender(OWN, { smtp: own(), proof: signedByOwn }),
			sender(OWN, { smtp: own(), proof: older }),
		];
		expect((await check(WORLD, { senders })).servers[0]).toMatchObject({
			provenAt: signedByOwn.at,
			dkim: 'proven',
		});
	});
});

describe('where nothing can be published', () => {
	it('says so of a personal provider’s domain and asks for nothing (R-24)', async () => {
		const reading = await check(WORLD, { domain: 'orange.fr', isPersonal: true });
		expect(reading).toEqual({
			domain: 'orange.fr',
			code: 'personal-domain',
			checks: [],
			servers: [],
			nameServers: [],
		});
		expect(zones.asked).toEqual([]);
		expect(summariseDomain(reading).state).toBe('nothing-to-publish');
	});

	it.each([
		'',
		'localhost',
		'a b.example',
		'192.0.2.1',
		'x/../y.example',
		'ex\r\nample.fr',
		`${'a'.repeat(64)}.fr`,
		'[::1]',
	])('says so of %j, which is no domain', async (domain) => {
		const reading = await check(WORLD, { domain });
		expect(reading).toMatchObject({ code: 'no-domain', checks: [] });
		expect(zones.asked).toEqual([]);
	});
});

describe('the name of a domain', () => {
	it('is read in its own letters and asked for in those of names', async () => {
		const reading = await check(
			{ 'xn--htel-vqa.example TXT': ['v=spf1 -all'], 'xn--htel-vqa.example NS': ['ns1.zonage.example'] },
			{ domain: 'Hôtel.example.', senders: [sender('google')] },
		);
		expect(reading).toMatchObject({ domain: 'xn--htel-vqa.example', nameServers: ['ns1.zonage.example'] });
		expect(line(reading, 'spf').publish[0]?.name).toBe('xn--htel-vqa.example');
	});

	it('of a subdomain is held by the servers of the zone above', async () => {
		const reading = await check(WORLD, { domain: 'news.cadrelune.example' });
		expect(reading.nameServers).toEqual(['ns1.zonage.example']);
	});
});

describe('what nobody answers for', () => {
	it('is unread, each line of it, within its cost', async () => {
		const silence = (type: string) => [`*.example ${type}`, 'silent'] as const;
		const all = Object.fromEntries(['TXT', 'MX', 'A', 'AAAA', 'CNAME', 'NS', 'PTR'].map(silence));
		const silent = { ...all, 'cadrelune.example TXT': 'silent', 'cadrelune.example MX': 'silent' } as Zone;
		// A resolver that goes on waiting: what ends the check is its own time.
		const patient = openNames({ servers: [zones.address], within: LONGEST_WAIT, tries: 1 });
		const reading = await check(silent, {}, { within: 100, questions: 200 }, patient);
		const states = reading.checks.slice(0, 5).map(({ state }) => state);
		expect(states).toEqual(['unread', 'unread', 'unread', 'unread', 'unread']);
		expect(reading.checks.flatMap(({ publish }) => publish)).toEqual([]);
		expect(summariseDomain(reading)).toMatchObject({ state: 'unread', count: 0, needsMail: false });
		expect(reading.servers.map(({ dmarc }) => dmarc)).toEqual(['unknown', 'proven', 'unknown']);
	});

	it('is unread too where the questions are used up', async () => {
		const reading = await check(WORLD, {}, { within: LONGEST_WAIT, questions: 4 });
		expect(zones.asked.length).toBeLessThanOrEqual(8);
		expect(reading.checks.flatMap(({ publish }) => publish)).toEqual([]);
		expect(summariseDomain(reading).state).toBe('unread');
	});
});

it('has nothing of servers to say where nobody sends', async () => {
	const reading = await check(WORLD, { senders: [] });
	expect(reading.checks.map(({ state }) => state)).toEqual([
		'right',
		'nothing-to-publish',
		'right',
		'right',
		'nothing-to-publish',
		'nothing-to-publish',
	]);
	expect(summariseDomain(reading).state).toBe('right');
});

it('can be kept: nothing in it but data', async () => {
	const reading = await check(WORLD);
	expect(JSON.parse(JSON.stringify(reading))).toEqual(reading);
});
