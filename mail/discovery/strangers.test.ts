import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Preset } from '#mail/presets/preset.ts';
import { PRESETS } from '#mail/presets/presets.ts';
import { until } from '#tests/environment/until.ts';
import { Internet, autoconfigOf, serverIn } from './internet.test-support.ts';
import type { Page, Told } from './internet.test-support.ts';

const AUTOCONFIG = 'autoconfig.cadrelune.example/mail/config-v1.1.xml';
const ADDRESS = 'camille@cadrelune.example';

let internet: Internet;

beforeAll(async () => {
	internet = await Internet.start(['*.cadrelune.example', '*.host.example', 'cadrelune.example']);
});
beforeEach(() => {
	internet.clear();
	internet.zone['cadrelune.example'] = { exchangers: [{ priority: 1, host: 'mx.cadrelune.example' }] };
	internet.here('autoconfig.cadrelune.example', 'imap.host.example', 'smtp.host.example');
});
afterAll(() => internet.close());

const configuration = () =>
	autoconfigOf(
		serverIn('imap', 'imap.host.example', internet.ports.imaps),
		serverIn('smtp', 'smtp.host.example', internet.ports.submissions),
	);
const movedTo =
	(location: string, status = 302): Page =>
	(_, response) =>
		response.writeHead(status, { location }).end();
const autoconfigStep = async (page: Page): Promise<Told> => {
	internet.pages[AUTOCONFIG] = page;
	return internet.discover(ADDRESS);
};

describe('a web server', () => {
	it.each<[string, () => Page]>([
		['that moves to clear text', () => movedTo(here('autoconfig', '/x').replace('https', 'http'))],
		['that moves to a file', () => movedTo('file:///etc/hostname')],
		['that moves to another port', () => movedTo('https://autoconfig.cadrelune.example:22/x')],
		[
			'that moves with a name and a password',
			() => movedTo(here('autoconfig', '/x').replace('//', '//a:b@')),
		],
		['that moves to nothing', () => movedTo('https://')],
		['that moves in a circle', () => movedTo('config-v1.1.xml?again')],
	])('%s is not followed', async (_, page) => {
		const told = await autoconfigStep(page());
		expect(told.step('autoconfig')).toMatchObject({ outcome: 'nothing', code: 'redirect-refused' });
	});

	it('is followed twice at most, each time through the guard', async () => {
		internet.pages['autoconfig.cadrelune.example/second'] = movedTo('/third');
		internet.pages['autoconfig.cadrelune.example/third'] = configuration();
		const told = await autoconfigStep(movedTo('/second', 307));
		expect(told.step('autoconfig')!.outcome).toBe('found');
		internet.pages['autoconfig.cadrelune.example/third'] = movedTo('/fourth');
		internet.pages['autoconfig.cadrelune.example/fourth'] = configuration();
		expect((await autoconfigStep(movedTo('/second'))).step('autoconfig')!.code).toBe('redirect-refused');
	});

	it('cannot move us to a private host', async () => {
		internet.zone['inside.cadrelune.example'] = { ipv4: ['10.0.0.1'] };
		const told = await autoconfigStep(movedTo(here('inside', '/')));
		expect(told.step('autoconfig')).toMatchObject({ outcome: 'nothing', code: 'host-refused' });
	});

	it.each(['10.1.2.3', '169.254.169.254', '192.168.1.1', '127.0.0.2'])(
		'at the private address %s is not asked',
		async (address) => {
			internet.zone['autoconfig.cadrelune.example'] = { ipv4: [address] };
			const told = await internet.discover(ADDRESS);
			expect(told.step('autoconfig')).toMatchObject({ outcome: 'nothing', code: 'host-refused' });
		},
	);

	it('at a public and a private address is not asked', async () => {
		internet.zone['autoconfig.cadrelune.example'] = { ipv4: ['127.0.0.1', '10.0.0.1'] };
		expect((await autoconfigStep(configuration())).step('autoconfig')!.code).toBe('host-refused');
		expect(internet.visits).toEqual([]);
	});

	it.each<[string, Page, string]>([
		['says more than 64 kB', `<!--${'x'.repeat(70_000)}-->`, 'answer-too-long'],
		[
			'says more and more',
			(_, response) => {
				const more = () => response.write('x'.repeat(16_384), (error) => error ?? setImmediate(more));
				more();
			},
			'answer-too-long',
		],
		[
			'says something compressed',
			(_, response) =>
				response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(10_000_000))),
			'answer-unreadable',
		],
		['says something else', '<html><body>Bonjour</body></html>', 'answer-unreadable'],
	])('that %s is not listened to', async (_, page, code) => {
		expect((await autoconfigStep(page)).step('autoconfig')).toMatchObject({ outcome: 'nothing', code });
	});

	it.each<[string, Page]>([
		['is out of order', (_, response) => response.writeHead(503).end()],
		['hangs up', (request) => request.socket.destroy()],
		['has a head without an end', (_, response) => response.setHeader('x', 'y'.repeat(70_000)).end()],
		[
			'hangs up in the middle',
			(request, response) => response.write('<clientConfig>', () => request.socket.destroy()),
		],
	])('that %s may answer another time', async (_, page) => {
		expect((await autoconfigStep(page)).step('autoconfig')!.outcome).toBe('unavailable');
	});

	it('with another’s certificate has nothing to say', async () => {
		internet.zone['autoconfig.cadrelune.example'] = { alias: 'elsewhere.example' };
		internet.here('elsewhere.example', 'autoconfig.other.example');
		internet.zone['other.example'] = { exchangers: [{ priority: 1, host: 'mx.other.example' }] };
		const told = await internet.discover('camille@other.example');
		expect(told.step('autoconfig')).toMatchObject({ outcome: 'nothing', code: 'tls-certificate' });
	});

	it('that is silent, or slow, holds nobody beyond the limit', async () => {
		internet.here('cadrelune.example');
		internet.pages['cadrelune.example/.well-known/autoconfig/mail/config-v1.1.xml'] = (_, response) => {
			const drip = setInterval(() => response.write(' '), 20);
			response.on('close', () => clearInterval(drip));
		};
		internet.pages[AUTOCONFIG] = () => {};
		const told = await internet.discover(ADDRESS, {}, { askWithin: 1_500 });
		for (const step of ['autoconfig', 'well-known'] as const)
			expect(told.step(step)).toMatchObject({ outcome: 'unavailable', code: 'timeout' });
		await until('nobody is connected any more', () => internet.connections === 0);
	});
});

describe('a configuration', () => {
	it('that names servers of somebody else is taken, and said to be elsewhere', async () => {
		const told = await autoconfigStep(configuration());
		expect(told.end.candidates[0]!.candidate).toMatchObject({ isElsewhere: true, isLikely: false });
	});

	it('comes behind one that names servers of the domain, whichever was found first', async () => {
		internet.here('mail.cadrelune.example');
		for (const [name, port] of [
			['_imaps', internet.ports.imaps],
			['_submissions', internet.ports.submissions],
		] as const)
			internet.zone[`${name}._tcp.cadrelune.example`] = {
				services: [{ host: 'mail.cadrelune.example', port }],
			};
		const told = await autoconfigStep(configuration());
		expect(told.end.candidates.map(({ candidate }) => candidate.step)).toEqual(['services', 'autoconfig']);
	});

	it('that has POP only is said to', async () => {
		const told = await autoconfigStep(autoconfigOf(serverIn('pop3', 'pop.host.example', 995)));
		expect(told.step('autoconfig')).toMatchObject({ outcome: 'nothing', remark: 'pop-only' });
		expect(told.end.outcome).toBe('pop-only');
	});

	it('that has no encryption is said to, and not one of its servers is asked', async () => {
		const port = await internet.speakClear('* OK ready\r\n');
		const plain = serverIn('imap', 'imap.host.example', port, { socketType: 'plain' });
		const told = await autoconfigStep(autoconfigOf(plain));
		expect(told.end).toMatchObject({ outcome: 'clear-only', candidates: [] });
		expect(internet.heard).toEqual([]);
	});

	it('that names a hundred servers has six asked on each side', async () => {
		const many = Array.from({ length: 50 }, (_, index) => `m${index}.host.example`);
		const told = await autoconfigStep(
			autoconfigOf(
				...many.map((host) => serverIn('imap', host, internet.ports.imaps)),
				...many.map((host) => serverIn('smtp', host, internet.ports.submissions)),
			),
		);
		expect(told.end.candidates[0]!.imap.tries).toHaveLength(6);
		expect(told.end.candidates[0]!.smtp.tries).toHaveLength(6);
	});

	it('that shares a server with another has it tried once', async () => {
		internet.here('imap.cadrelune.example', 'cadrelune.example');
		const port = await internet.speakTls(internet.certificate, '220 ready\r\n');
		const smtp = serverIn('smtp', 'smtp.host.example', port);
		internet.pages['cadrelune.example/.well-known/autoconfig/mail/config-v1.1.xml'] = autoconfigOf(
			serverIn('imap', 'imap.cadrelune.example', internet.ports.imaps),
			smtp,
		);
		const told = await autoconfigStep(
			autoconfigOf(serverIn('imap', 'imap.host.example', internet.ports.imaps), smtp),
		);
		expect(told.end.candidates.map(({ smtp: side }) => side.proven?.port)).toEqual([port, port]);
		expect(internet.visitors(port)).toBe(1);
	});

	it('that names private hosts leads to none of them', async () => {
		internet.zone['inside.host.example'] = { ipv4: ['10.0.0.1'] };
		internet.zone['both.host.example'] = { ipv4: ['127.0.0.1', '192.168.0.1'] };
		const told = await autoconfigStep(
			autoconfigOf(
				serverIn('imap', 'inside.host.example', internet.ports.imaps),
				serverIn('smtp', 'both.host.example', internet.ports.submissions),
			),
		);
		expect(told.end.outcome).toBe('unproven');
		const [only] = told.end.candidates;
		for (const side of [only!.imap, only!.smtp])
			expect(side.tries).toEqual([expect.objectContaining({ reached: 'nothing', code: 'host-refused' })]);
	});
});

describe('a name server', () => {
	it('that points services to private hosts leads to none of them', async () => {
		internet.zone['inside.cadrelune.example'] = { ipv4: ['10.0.0.1'] };
		internet.zone['_imaps._tcp.cadrelune.example'] = {
			services: [{ host: 'inside.cadrelune.example', port: 993 }],
		};
		const told = await internet.discover(ADDRESS);
		expect(told.end.candidates[0]!.imap.tries[0]!.code).toBe('host-refused');
	});

	it.each(['localhost', '127.0.0.1', 'a b.example', '_x.example'])(
		'that names the service %j names none',
		async (host) => {
			internet.zone['_imaps._tcp.cadrelune.example'] = { services: [{ host, port: 993 }] };
			expect((await internet.discover(ADDRESS)).step('services')!.outcome).toBe('nothing');
		},
	);

	it('that knows POP services only is said to', async () => {
		internet.zone['_pop3s._tcp.cadrelune.example'] = {
			services: [{ host: 'pop.cadrelune.example', port: 995 }],
		};
		expect((await internet.discover(ADDRESS)).end.outcome).toBe('pop-only');
	});

	it('that names a hundred services, exchangers and includes has a few asked', async () => {
		const services = Array.from({ length: 30 }, (_, index) => ({
			host: `m${index}.host.example`,
			port: 993,
		}));
		internet.zone['_imaps._tcp.cadrelune.example'] = { services };
		internet.zone['cadrelune.example'] = {
			exchangers: Array.from({ length: 30 }, (_, index) => ({
				priority: index,
				host: `m${index}.host.example`,
			})),
			texts: [
				`v=spf1 ${PRESETS.flatMap(({ includes = [] }) => includes.map((name) => `include:${name} `)).join('')}-all`,
			],
		};
		const told = await internet.discover(ADDRESS, { presets: PRESETS });
		expect(told.end.candidates.length).toBeLessThanOrEqual(12);
		expect(told.step('services')!.candidates[0]!.imap).toHaveLength(6);
	});

	it('that leads to a provider with twenty servers has twelve tried', async () => {
		const port = internet.ports.imaps;
		const servers = Array.from({ length: 20 }, (_, index) => {
			const server = { host: `m${index}.host.example`, port, security: 'tls', login: 'address' } as const;
			return { imap: [server], smtp: [server] };
		});
		const preset = internet.presetAt('large', 'host.example', {
			servers,
			exchangers: ['mx.cadrelune.example'],
		});
		const told = await internet.discover(ADDRESS, { presets: [preset] });
		expect(told.end.candidates).toHaveLength(12);
	});

	it('that names an exchanger that is nowhere leaves the rest to be asked', async () => {
		internet.pages[AUTOCONFIG] = configuration();
		internet.zone['cadrelune.example'] = { exchangers: [{ priority: 1, host: 'localhost' }] };
		expect((await internet.discover(ADDRESS)).end.outcome).toBe('proven');
	});

	it('that says nothing holds nobody beyond the limit', async () => {
		for (const name of ['cadrelune.example', 'autoconfig.cadrelune.example', 'imap.cadrelune.example'])
			internet.zone[name] = { failure: 'silent' };
		const told = await internet.discover(ADDRESS, {}, { askWithin: 300 });
		expect(told.step('exchanger')).toMatchObject({ outcome: 'unavailable', code: 'timeout' });
		expect(told.end.outcome).toBe('unavailable');
	});
});

describe('the whole', () => {
	const silent = (): Preset => {
		const server = { port: internet.ports.silent, security: 'tls', login: 'address' } as const;
		return internet.presetAt('silent', 'host.example', {
			domains: ['cadrelune.example'],
			servers: [
				{
					imap: [{ ...server, host: 'imap.host.example' }],
					smtp: [{ ...server, host: 'smtp.host.example' }],
				},
			],
		});
	};

	it('ends with its time: what is known by then is kept', async () => {
		const told = await internet.discover(ADDRESS, { presets: [silent()] }, { within: 1_500 });
		expect(told.end.outcome).toBe('unproven');
		const [only] = told.end.candidates;
		for (const side of [only!.imap, only!.smtp])
			expect(side.tries).toEqual([expect.objectContaining({ reached: 'connection', code: 'timeout' })]);
		await until('nobody is connected any more', () => internet.connections === 0);
	});

	it('ends on the caller’s signal', async () => {
		const caller = new AbortController();
		const told = internet.discover(ADDRESS, { presets: [silent()], signal: caller.signal });
		await until('it connects', () => internet.connections > 1);
		caller.abort();
		expect((await told).end.outcome).toBe('unproven');
	});

	it('ends when nobody listens any more', async () => {
		for await (const _ of internet.search(ADDRESS, { presets: [silent()] })) {
			await until('it connects', () => internet.connections > 1);
			break;
		}
		await until('nobody is connected any more', () => internet.connections === 0);
	});

	it('guesses while others are still silent', async () => {
		internet.pages[AUTOCONFIG] = () => {};
		internet.here('imap.cadrelune.example', 'smtp.cadrelune.example');
		const steps: string[] = [];
		for await (const event of internet.search(ADDRESS, {}, { guessAfter: 20 })) {
			if (event.kind === 'step') steps.push(event.step);
			if (event.kind === 'proof') break;
		}
		expect(steps).toContain('guess');
		expect(steps).not.toContain('autoconfig');
	});

	it('says nothing of a server’s words, and nothing secret', async () => {
		const port = await internet.speakTls(internet.certificate, '* NO go away camille\r\n');
		const told = await autoconfigStep(
			autoconfigOf(
				serverIn('imap', 'imap.host.example', port),
				serverIn('smtp', 'smtp.host.example', internet.ports.submissions),
			),
		);
		expect(told.end.candidates[0]!.imap.tries[0]).toMatchObject({
			reached: 'encryption',
			code: 'no-greeting',
		});
		expect(JSON.stringify(told.end)).not.toMatch(/go away/);
	});
});

describe('in the sandbox', () => {
	it('nothing but its own host is reached', async () => {
		const { imaps, submissions } = internet.ports;
		const policy = {
			kind: 'sandbox',
			host: 'imap.host.example',
			address: '127.0.0.1',
			ports: [imaps, submissions],
			authority: internet.certificate.authority,
		} as const;
		internet.pages[AUTOCONFIG] = configuration();
		internet.zone['_imaps._tcp.cadrelune.example'] = {
			services: [
				{ priority: 1, host: 'smtp.host.example', port: imaps },
				{ priority: 2, host: 'imap.host.example', port: imaps },
			],
		};
		internet.zone['_submissions._tcp.cadrelune.example'] = {
			services: [{ host: 'imap.host.example', port: submissions }],
		};
		const directory = `https://directory.host.example:${internet.ports.web}/`;
		const told = await internet.discover(ADDRESS, { policy, directory });
		for (const step of ['autoconfig', 'well-known', 'directory'] as const)
			expect(told.step(step)).toMatchObject({ outcome: 'nothing', code: 'host-not-sandbox' });
		expect(told.end.outcome).toBe('proven');
		expect(told.end.candidates[0]!.imap.tries.map(({ code }) => code)).toEqual([
			'host-not-sandbox',
			undefined,
		]);
		expect(internet.visits).toEqual([]);
	});
});

/** An address at a web server of the domain. */
function here(name: string, path: string): string {
	return `https://${name}.cadrelune.example:${internet.ports.web}${path}`;
}
