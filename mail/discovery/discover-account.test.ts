import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findFreePort } from '#embedded/free-port.ts';
import { PRESETS } from '#mail/presets/presets.ts';
import { Internet, autoconfigOf, serverIn } from './internet.test-support.ts';
import type { Told } from './internet.test-support.ts';

const CERTIFIED = [
	'cadrelune.example',
	'*.cadrelune.example',
	'*.host.example',
	'*.other.example',
	'directory.example',
	'xn--caf-dma.example',
	'*.xn--caf-dma.example',
];
const AUTOCONFIG = 'autoconfig.cadrelune.example/mail/config-v1.1.xml';
const WELL_KNOWN = 'cadrelune.example/.well-known/autoconfig/mail/config-v1.1.xml';
const ADDRESS = 'camille@cadrelune.example';

let internet: Internet;

beforeAll(async () => {
	internet = await Internet.start(CERTIFIED);
});
beforeEach(() => internet.clear());
afterAll(() => internet.close());

/** The mail of the domain arrives at one host. */
const receives = (host: string, domain = 'cadrelune.example') => {
	internet.zone[domain] = { ...internet.zone[domain], exchangers: [{ priority: 10, host }] };
};
/** A configuration whose servers stand here. */
const ownServers = (domain = 'cadrelune.example') => {
	internet.here(`imap.${domain}`, `smtp.${domain}`);
	return autoconfigOf(
		serverIn('imap', `imap.${domain}`, internet.ports.imaps),
		serverIn('smtp', `smtp.${domain}`, internet.ports.submissions),
	);
};
const outcomesOf = ({ steps }: Told) =>
	Object.fromEntries(steps.map(({ step, outcome, code }) => [step, code ? `${outcome}: ${code}` : outcome]));
const found = (told: Told) =>
	told.end.candidates.map(({ candidate, foundBy, imap, smtp }) => [
		candidate.preset ?? candidate.imap[0]!.host,
		foundBy.join('+'),
		imap.proven && smtp.proven ? 'proven' : 'not proven',
	]);

describe('a provider that is known', () => {
	it('is recognised by its own domain; of the domain nobody is asked anything', async () => {
		const preset = internet.presetAt('operator', 'host.example', { domains: ['cadrelune.example'] });
		receives('mx.other.example');
		const told = await internet.discover('Camille+news@CADRELUNE.example', { presets: [preset] });
		expect(outcomesOf(told)).toEqual({ domain: 'found' });
		expect(told.end.outcome).toBe('proven');
		expect(found(told)).toEqual([['operator', 'domain', 'proven']]);
		expect(told.end.candidates[0]!.candidate).toMatchObject({ isPersonal: true, isLikely: false });
		expect(told.end.candidates[0]!.imap.proven!.user).toBe('Camille+news@cadrelune.example');
		expect(internet.names.asked.filter((question) => question.includes('cadrelune'))).toEqual([]);
		expect(internet.visits).toEqual([]);
	});

	it('is recognised by where the domain’s mail arrives, whatever its web server says', async () => {
		const preset = internet.presetAt('host', 'host.example');
		receives('mx.host.example');
		internet.pages[AUTOCONFIG] = internet.pages[WELL_KNOWN] = ownServers();
		internet.here('autoconfig.cadrelune.example', 'cadrelune.example');
		const told = await internet.discover(ADDRESS, { presets: [preset] });
		expect(outcomesOf(told)).toEqual({ domain: 'nothing', exchanger: 'found' });
		expect(found(told)).toEqual([['host', 'exchanger', 'proven']]);
		expect(told.end.candidates[0]!.candidate.isPersonal).toBe(false);
		expect(internet.visits).toEqual([]);
	});

	it('stays where it cannot be reached, with what was tried on each side', async () => {
		receives('cadrelune-example.mail.protection.outlook.com');
		const told = await internet.discover(ADDRESS, { presets: PRESETS });
		expect(told.end.outcome).toBe('unproven');
		const [only, ...others] = told.end.candidates;
		expect(others).toEqual([]);
		expect(only!.candidate).toMatchObject({ preset: 'microsoft-365', signIn: ['microsoft'] });
		expect(only!.imap.tries).toEqual([expect.objectContaining({ reached: 'nothing', code: 'dns-unknown' })]);
		expect(only!.smtp.tries[0]!.server.host).toBe('smtp.office365.com');
	});

	it.each(['camille@proton.me', ADDRESS])('is named where no program can connect: %s', async (address) => {
		receives('mail.protonmail.ch');
		const told = await internet.discover(address, { presets: PRESETS });
		expect(told.end).toMatchObject({ outcome: 'unconnectable', recognised: 'proton', candidates: [] });
	});

	it('signs in as the part before the @ where it wants that, as nobody where the address does not tell', async () => {
		const { ports } = internet;
		const at = (login: 'local-part' | 'asked') => [
			{
				imap: [{ host: 'imap.host.example', port: ports.imaps, security: 'tls', login } as const],
				smtp: [{ host: 'smtp.host.example', port: ports.submissions, security: 'tls', login } as const],
			},
		];
		receives('mx.host.example');
		const presets = [internet.presetAt('host', 'host.example', { servers: at('local-part') })];
		const told = await internet.discover(ADDRESS, { presets });
		expect(told.end.candidates[0]!.imap.proven!.user).toBe('camille');
		const asking = [internet.presetAt('host', 'host.example', { servers: at('asked') })];
		const asked = await internet.discover(ADDRESS, { presets: asking });
		expect(asked.end.candidates[0]!.smtp.proven).toMatchObject({ user: undefined });
	});
});

describe('a family whose exchanger does not tell which it is', () => {
	const family = () => [
		internet.presetAt('plan', 'host.example', { family: 'f' }),
		internet.presetAt('pro', 'other.example', { family: 'f', exchangers: ['mx.host.example'] }),
	];

	it('has each of them as a candidate', async () => {
		receives('mx.host.example');
		const told = await internet.discover(ADDRESS, { presets: family() });
		expect(found(told)).toEqual([
			['plan', 'exchanger', 'proven'],
			['pro', 'exchanger', 'proven'],
		]);
		expect(told.step('guess')).toBeUndefined();
	});

	it('has first the one that the domain’s zone points to', async () => {
		receives('mx.host.example');
		internet.zone['_autodiscover._tcp.cadrelune.example'] = {
			services: [{ host: 'imap.other.example', port: 443 }],
		};
		const told = await internet.discover(ADDRESS, { presets: family() });
		expect(found(told)).toEqual([
			['pro', 'exchanger+signs', 'proven'],
			['plan', 'exchanger', 'proven'],
		]);
		expect(told.end.candidates[0]!.candidate.isLikely).toBe(false);
	});

	it('has first the one that the domain’s configuration names', async () => {
		receives('mx.host.example');
		const presets = family();
		internet.pages[AUTOCONFIG] = ownServers('other.example');
		internet.here('autoconfig.cadrelune.example');
		const told = await internet.discover(ADDRESS, { presets });
		expect(found(told)[0]).toEqual(['pro', 'exchanger+autoconfig', 'proven']);
	});
});

describe('a filter in front of the mailboxes', () => {
	it('is named, and does not tell: the SPF record makes a provider likely, before a web server’s word', async () => {
		const preset = internet.presetAt('host', 'host.example', { includes: ['_spf.host.example'] });
		receives('mx1.mailinblack.com');
		internet.zone['cadrelune.example'] = {
			...internet.zone['cadrelune.example'],
			texts: ['v=DMARC1', 'v=spf1 include:spf.mailinblack.com ?include:_spf.HOST.example -all'],
		};
		internet.pages[AUTOCONFIG] = ownServers();
		internet.here('autoconfig.cadrelune.example');
		const told = await internet.discover(ADDRESS, { presets: [preset] });
		expect(told.step('exchanger')).toMatchObject({
			outcome: 'nothing',
			remark: 'gateway',
			recognised: 'mailinblack',
		});
		expect(found(told)).toEqual([
			['host', 'signs', 'proven'],
			['imap.cadrelune.example', 'autoconfig', 'proven'],
		]);
		expect(told.end.candidates[0]!.candidate.isLikely).toBe(true);
	});

	it('leaves the provider behind it as an exchanger of less weight: likely', async () => {
		const preset = internet.presetAt('host', 'host.example');
		internet.zone['cadrelune.example'] = {
			exchangers: [
				{ priority: 20, host: 'mx.host.example' },
				{ priority: 10, host: 'mx0a.pphosted.com' },
			],
		};
		const told = await internet.discover(ADDRESS, { presets: [preset] });
		expect(told.step('exchanger')).toMatchObject({ outcome: 'found', recognised: 'proofpoint' });
		expect(told.end.candidates[0]!.candidate).toMatchObject({ preset: 'host', isLikely: true });
	});

	it('is no home of servers, and nothing that a directory is asked for', async () => {
		const directory = `https://directory.example:${internet.ports.web}/`;
		receives('mx1.mailinblack.com');
		internet.pages[AUTOCONFIG] = ownServers('mailinblack.com');
		internet.here('autoconfig.cadrelune.example', 'directory.example');
		const told = await internet.discover(ADDRESS, { directory });
		expect(told.end.candidates[0]!.candidate.isElsewhere).toBe(true);
		expect(internet.visits.filter((visit) => visit.startsWith('directory'))).toEqual([
			'directory.example/cadrelune.example',
		]);
	});

	it('is looked behind by where autodiscover points to', async () => {
		const preset = internet.presetAt('host', 'host.example', { autodiscovers: ['discover.host.example'] });
		receives('eu-smtp-inbound-1.mimecast.com');
		internet.zone['autodiscover.cadrelune.example'] = { alias: 'eu.discover.host.example' };
		const told = await internet.discover(ADDRESS, { presets: [preset] });
		expect(found(told)).toEqual([['host', 'signs', 'proven']]);
	});
});

describe('a domain that nobody knows', () => {
	beforeEach(() => receives('mx.cadrelune.example'));

	it('says at its autoconfig server which servers it has, and is told the whole address', async () => {
		internet.pages[AUTOCONFIG] = ownServers();
		internet.here('autoconfig.cadrelune.example');
		const told = await internet.discover('camille+a&b@cadrelune.example');
		expect(found(told)).toEqual([['imap.cadrelune.example', 'autoconfig', 'proven']]);
		expect(told.end.candidates[0]!.candidate).toMatchObject({
			isLikely: false,
			isElsewhere: false,
			signIn: ['password'],
		});
		expect(internet.visits).toEqual([
			'autoconfig.cadrelune.example/mail/config-v1.1.xml?emailaddress=camille%2Ba%26b%40cadrelune.example',
		]);
	});

	it('says it at its web server, which is not told whose address it is', async () => {
		internet.pages[WELL_KNOWN] = ownServers();
		internet.here('cadrelune.example');
		const told = await internet.discover(ADDRESS);
		expect(found(told)).toEqual([['imap.cadrelune.example', 'well-known', 'proven']]);
		expect(internet.visits).toEqual([WELL_KNOWN]);
	});

	it('stands in the directory, or the domain does where its mail arrives; nobody else is told', async () => {
		const directory = `https://directory.example:${internet.ports.web}/v1.1/`;
		receives('mx7.west.host.example');
		internet.here('directory.example');
		internet.pages['directory.example/v1.1/host.example'] = ownServers('host.example');
		const told = await internet.discover(ADDRESS, { directory });
		expect(found(told)).toEqual([['imap.host.example', 'directory', 'proven']]);
		expect(told.end.candidates[0]!.candidate.isElsewhere).toBe(false);
		expect(internet.visits.toSorted()).toEqual([
			'directory.example/v1.1/cadrelune.example',
			'directory.example/v1.1/host.example',
		]);
	});

	it('asks no directory where none is set', async () => {
		const told = await internet.discover(ADDRESS);
		expect(told.step('directory')).toBeUndefined();
	});

	it('says it by its services, the preferred one first', async () => {
		const { imaps, imap, submissions } = internet.ports;
		internet.here('a.cadrelune.example', 'b.cadrelune.example');
		internet.zone['_imaps._tcp.cadrelune.example'] = {
			services: [
				{ priority: 2, host: 'b.cadrelune.example', port: imaps },
				{ priority: 1, host: 'A.cadrelune.example', port: imaps },
			],
		};
		internet.zone['_imap._tcp.cadrelune.example'] = {
			services: [{ host: 'a.cadrelune.example', port: imap }],
		};
		internet.zone['_submissions._tcp.cadrelune.example'] = {
			services: [{ host: 'b.cadrelune.example', port: submissions }],
		};
		const told = await internet.discover(ADDRESS);
		expect(found(told)).toEqual([['a.cadrelune.example', 'services', 'proven']]);
		expect(told.end.candidates[0]!.candidate.imap.map(({ host, security }) => `${host} ${security}`)).toEqual(
			['a.cadrelune.example tls', 'b.cadrelune.example tls', 'a.cadrelune.example starttls'],
		);
	});

	it('has no service where the target says so; what one side does not tell is usual, and likely', async () => {
		internet.here('imap.cadrelune.example', 'smtp.cadrelune.example');
		internet.zone['_imaps._tcp.cadrelune.example'] = {
			services: [{ host: 'imap.cadrelune.example', port: internet.ports.imaps }],
		};
		internet.zone['_submissions._tcp.cadrelune.example'] = { services: [{ host: '', port: 0 }] };
		const told = await internet.discover(ADDRESS);
		expect(told.step('services')).toMatchObject({ outcome: 'found' });
		expect(told.end.candidates[0]!.candidate.isLikely).toBe(true);
		expect(told.end.candidates[0]!.smtp.proven!.host).toBe('smtp.cadrelune.example');
	});

	it('is tried at usual names where nobody says anything, over STARTTLS too', async () => {
		internet.here('mail.cadrelune.example');
		const ports = { ...internet.ports, imaps: await findFreePort(), submissions: await findFreePort() };
		const told = await internet.discover(ADDRESS, { ports });
		expect(told.step('guess')!.outcome).toBe('found');
		const [only] = told.end.candidates;
		expect(only!.candidate).toMatchObject({ step: 'guess', isLikely: true });
		expect(only!.imap.proven).toMatchObject({ host: 'mail.cadrelune.example', security: 'starttls' });
		expect(only!.imap.tries.map(({ code }) => code)).toEqual(['refused', undefined]);
		expect(only!.smtp.tries.map(({ code }) => code)).toEqual(['refused', undefined]);
	});

	it('is tried at its exchanger, which may hold the mailboxes as well', async () => {
		internet.here('mx.cadrelune.example');
		const told = await internet.discover(ADDRESS);
		expect(told.end.candidates[0]!.imap.proven!.host).toBe('mx.cadrelune.example');
	});

	it.each([
		['mx.cadrelune.example', ['guess', 'signs']],
		['mx.unknown.example', ['signs', 'guess']],
	])('that receives at %s is by likelihood what %j say', async (exchanger, steps) => {
		const preset = internet.presetAt('host', 'host.example', { includes: ['_spf.host.example'] });
		internet.here('imap.cadrelune.example', 'smtp.cadrelune.example');
		receives(exchanger);
		internet.zone['cadrelune.example'] = {
			...internet.zone['cadrelune.example'],
			texts: ['v=spf1 include:_spf.host.example ~all'],
		};
		const told = await internet.discover(ADDRESS, { presets: [preset] });
		expect(told.end.candidates.map(({ candidate }) => candidate.step)).toEqual(steps);
		expect(told.end.candidates.every(({ candidate }) => candidate.isLikely)).toBe(true);
	});

	it('is found by half where a usual name stands for one side only', async () => {
		internet.here('imap.cadrelune.example');
		const told = await internet.discover(ADDRESS);
		expect(told.end.outcome).toBe('unproven');
		const [only] = told.end.candidates;
		expect(only!.imap.proven!.host).toBe('imap.cadrelune.example');
		expect(only!.smtp).toEqual({ proven: undefined, tries: [] });
	});

	it('has a server inside only: the guess says that it was refused', async () => {
		internet.zone['mail.cadrelune.example'] = { ipv4: ['10.0.0.5'] };
		const told = await internet.discover(ADDRESS);
		expect(told.step('guess')).toMatchObject({ outcome: 'nothing', code: 'host-refused' });
	});

	it('is not guessed at where somebody told', async () => {
		internet.pages[AUTOCONFIG] = ownServers();
		internet.here('autoconfig.cadrelune.example', 'mail.cadrelune.example');
		expect((await internet.discover(ADDRESS)).step('guess')).toBeUndefined();
	});

	it('ends with nothing, and with everything that was asked', async () => {
		const told = await internet.discover(ADDRESS, { directory: 'https://directory.example/' });
		expect(told.end).toMatchObject({ outcome: 'nothing', candidates: [] });
		expect(outcomesOf(told)).toEqual({
			domain: 'nothing',
			exchanger: 'nothing',
			signs: 'nothing',
			autoconfig: 'nothing: dns-unknown',
			'well-known': 'nothing: dns-unknown',
			directory: 'nothing: dns-unknown',
			services: 'nothing',
			guess: 'nothing: dns-unknown',
		});
	});

	it('has one candidate for servers that several steps find', async () => {
		internet.pages[AUTOCONFIG] = internet.pages[WELL_KNOWN] = ownServers();
		internet.here('autoconfig.cadrelune.example', 'cadrelune.example');
		const told = await internet.discover(ADDRESS);
		expect(told.end.candidates).toHaveLength(1);
		expect(told.end.candidates[0]!.foundBy.toSorted()).toEqual(['autoconfig', 'well-known']);
	});

	it('goes to a provider’s sign-in where a configuration names that provider’s servers', async () => {
		const preset = internet.presetAt('host', 'host.example', { signIn: ['google'] });
		internet.pages[AUTOCONFIG] = ownServers('host.example');
		internet.here('autoconfig.cadrelune.example');
		const told = await internet.discover(ADDRESS, { presets: [preset] });
		expect(told.end.candidates[0]!.candidate).toMatchObject({
			preset: 'host',
			signIn: ['google'],
			isElsewhere: false,
		});
	});
});

describe('a domain that receives no mail', () => {
	it('says so', async () => {
		receives('');
		const told = await internet.discover(ADDRESS, { presets: PRESETS });
		expect(told.end.outcome).toBe('receives-no-mail');
		expect(outcomesOf(told)).toEqual({ domain: 'nothing', exchanger: 'nothing' });
	});

	it('does not exist', async () => {
		expect((await internet.discover('camille@gmial.example')).end.outcome).toBe('receives-no-mail');
	});

	it('is not one without exchangers that has an address itself (RFC 5321)', async () => {
		internet.here('cadrelune.example', 'imap.cadrelune.example', 'smtp.cadrelune.example');
		expect((await internet.discover(ADDRESS)).end.outcome).toBe('proven');
	});
});

describe('names that nobody can say', () => {
	it('leave a search without a find, and without a word that there is none', async () => {
		internet.zone['cadrelune.example'] = { failure: 'SERVFAIL' };
		const told = await internet.discover(ADDRESS);
		expect(told.step('exchanger')).toMatchObject({ outcome: 'unavailable', code: 'dns-unavailable' });
		expect(told.end.outcome).toBe('unavailable');
	});

	it('leave what others tell likely: the exchanger could have said otherwise', async () => {
		internet.zone['cadrelune.example'] = { failure: 'SERVFAIL' };
		internet.pages[AUTOCONFIG] = ownServers();
		internet.here('autoconfig.cadrelune.example');
		const told = await internet.discover(ADDRESS);
		expect(told.end.candidates[0]!.candidate).toMatchObject({ step: 'autoconfig', isLikely: true });
	});
});

describe('addresses', () => {
	it.each([
		'',
		'camille',
		'@cadrelune.example',
		'a@b@cadrelune.example',
		'a@cadrelune.example.',
		'a@localhost',
	])('%j is none, and nobody is asked', async (address) => {
		const before = internet.names.asked.length;
		const told = await internet.discover(address, { presets: PRESETS });
		expect(told.end).toMatchObject({ outcome: 'address-invalid', candidates: [] });
		expect(told.steps).toEqual([]);
		expect(internet.names.asked.length).toBe(before);
	});

	it.each(['10.0.0.1', '[127.0.0.1]', 'cadrelune.example\r\nx', 'cadrelune.example/x', 'a b.example'])(
		'an address at %j is none',
		async (domain) =>
			expect((await internet.discover(`camille@${domain}`)).end.outcome).toBe('address-invalid'),
	);

	it('may have the longest of domains: names before it that do not fit are none', async () => {
		const domain = `${'a'.repeat(60)}.`.repeat(4) + 'example';
		receives(`mx.${'b'.repeat(60)}.example`, domain);
		const told = await internet.discover(`c@${domain}`);
		expect(told.end.outcome).toBe('nothing');
		expect(told.step('services')!.outcome).toBe('unavailable');
	});

	it('has a domain of other letters, which is asked for as it is registered', async () => {
		receives('mx.xn--caf-dma.example', 'xn--caf-dma.example');
		internet.pages['autoconfig.xn--caf-dma.example/mail/config-v1.1.xml'] = ownServers('xn--caf-dma.example');
		internet.here('autoconfig.xn--caf-dma.example');
		const told = await internet.discover('camille@Café.example');
		expect(told.end.candidates[0]!.imap.proven).toMatchObject({
			host: 'imap.xn--caf-dma.example',
			user: 'camille@xn--caf-dma.example',
		});
	});
});
