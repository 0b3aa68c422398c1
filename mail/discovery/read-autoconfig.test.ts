import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { describe, expect, it } from 'vitest';
import { parseAddress } from '#mail/mime/address.ts';
import { hostName } from '#mail/mime/host-name.ts';
import { autoconfigOf, serverIn } from './internet.test-support.ts';
import { readAutoconfig } from './read-autoconfig.ts';

const address = parseAddress('Camille.Aubrelle@cadrelune.example')!;
const read = (...servers: string[]) => readAutoconfig(autoconfigOf(...servers), address);
const imap = (host: string, port: number | string = 993, how = {}) => serverIn('imap', host, port, how);

describe('what is taken', () => {
	it('servers in their order, by TLS and STARTTLS', () => {
		const told = read(
			imap('imap.cadrelune.example'),
			imap('imap.cadrelune.example', 143, { socketType: 'STARTTLS' }),
			serverIn('smtp', 'smtp.cadrelune.example', 465),
		);
		expect(told).toEqual({
			imap: [
				{ host: 'imap.cadrelune.example', port: 993, security: 'tls', user: address.address },
				{ host: 'imap.cadrelune.example', port: 143, security: 'starttls', user: address.address },
			],
			smtp: [{ host: 'smtp.cadrelune.example', port: 465, security: 'tls', user: address.address }],
			signIn: ['password'],
			remark: undefined,
		});
	});

	it.each([
		['%EMAILADDRESS%', 'Camille.Aubrelle@cadrelune.example'],
		['%EMAILLOCALPART%', 'Camille.Aubrelle'],
		['%EMAILLOCALPART%.%EMAILDOMAIN%', 'Camille.Aubrelle.cadrelune.example'],
		['mailbox-7', 'mailbox-7'],
		['', 'Camille.Aubrelle@cadrelune.example'],
		['%REALNAME%', undefined],
		['two words', undefined],
		['a\u0000b', undefined],
		['a'.repeat(300), undefined],
	])('the user %j is %j', (username, user) => {
		expect(read(imap('imap.cadrelune.example', 993, { username }))!.imap[0]!.user).toBe(user);
	});

	it('a part of the address that looks like a place stays what it is', () => {
		const odd = parseAddress('%EMAILDOMAIN%@cadrelune.example')!;
		const told = readAutoconfig(
			autoconfigOf(imap('imap.x.example', 993, { username: '%EMAILLOCALPART%' })),
			odd,
		);
		expect(told!.imap[0]!.user).toBe('%EMAILDOMAIN%');
	});

	it('hosts with the domain in them, in other letters, in upper case', () => {
		const told = read(imap('imap.%EMAILDOMAIN%'), imap('IMAP.Café.example'));
		expect(told!.imap.map(({ host }) => host)).toEqual([
			'imap.cadrelune.example',
			'imap.xn--caf-dma.example',
		]);
	});

	it('elements with attributes, comments and what is not known', () => {
		const told = read(
			`<incomingServer type="imap" x="y"><!-- no --><hostname a="b">imap.x.example</hostname><port>993</port>
<socketType>SSL</socketType><username>%EMAILADDRESS%</username><other><deep/></other></incomingServer>`,
		);
		expect(told!.imap).toHaveLength(1);
	});

	it('what only a provider’s own sign-in opens has no way of ours', () => {
		expect(read(imap('imap.x.example', 993, { authentication: 'OAuth2' }))!.signIn).toEqual([]);
		expect(read(imap('imap.x.example', 993, { authentication: 'password-encrypted' }))!.signIn).toEqual([
			'password',
		]);
	});
});

describe('what is left out', () => {
	it.each([
		['imap.x.example&#13;&#10;evil', 993],
		['imap.x.example\r\nRCPT TO', 993],
		['imap.x.example/path', 993],
		['user@imap.x.example', 993],
		['127.0.0.1', 993],
		['[::1]', 993],
		['0x7f.1', 993],
		['localhost', 993],
		['imap..example', 993],
		['-imap.example', 993],
		[`${'a'.repeat(64)}.example`, 993],
		[`${'a.'.repeat(130)}example`, 993],
		['%REALNAME%.example', 993],
		['', 993],
		['imap.x.example', 0],
		['imap.x.example', 65_536],
		['imap.x.example', '993 '.repeat(3)],
		['imap.x.example', '-1'],
		['imap.x.example', '9e2'],
	])('the host %j at %j', (host, port) => expect(read(imap(host, port))!.imap).toEqual([]));

	it('servers without encryption: never (R-22)', () => {
		const told = read(
			imap('imap.x.example', 143, { socketType: 'plain' }),
			serverIn('smtp', 'smtp.x.example', 25, { socketType: 'plain' }),
		);
		expect(told).toEqual({ imap: [], smtp: [], signIn: ['password'], remark: 'clear-only' });
	});

	it('POP: said where there is nothing else (Z-34)', () => {
		expect(read(serverIn('pop3', 'pop.x.example', 995))!.remark).toBe('pop-only');
		const both = read(serverIn('pop3', 'pop.x.example', 995), imap('imap.x.example'));
		expect(both).toMatchObject({ remark: undefined, imap: [{ host: 'imap.x.example' }] });
	});

	it('servers that take mail by the network they are asked from', () => {
		const authentication = 'client-IP-address';
		expect(read(serverIn('smtp', 'smtp.x.example', 465, { authentication }))!.smtp).toEqual([]);
	});

	it('what comes after the fiftieth server', () => {
		const many = Array.from({ length: 500 }, (_, index) => imap(`imap${index}.x.example`));
		expect(read(...many)!.imap).toHaveLength(50);
	});
});

describe('what is no configuration', () => {
	const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa">${Array.from(
		{ length: 9 },
		(_, index) => `<!ENTITY a${index} "${`&a${index - 1};`.repeat(10)}">`,
	).join('')}]>${autoconfigOf(imap('&a8;'))}`;

	it.each([
		['nothing', ''],
		['a page of a website', '<!doctype html><html><body><p>Bonjour<br></body></html>'],
		['a text', 'Not found'],
		['another document', '<rss><channel/></rss>'],
		['an empty one', '<clientConfig/>'],
		['half of one', autoconfigOf(imap('imap.x.example')).slice(0, -40)],
		['a billion laughs', bomb],
		[
			'an entity from elsewhere',
			`<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>${autoconfigOf(imap('&f;'))}`,
		],
		['a document type in capitals', `<!doctype x>${autoconfigOf(imap('imap.x.example'))}`],
		['a deep one', `${'<a>'.repeat(20_000)}`],
		['a name that is no element’s', '<__proto__><emailProvider/></__proto__>'],
		[
			'one in other characters',
			Buffer.from(`\ufeff${autoconfigOf(imap('imap.x.example'))}`, 'utf16le').toString(),
		],
	])('%s', (_, text) => expect(readAutoconfig(text, address)).toBeUndefined());

	it('whatever it is, it ends with hosts and ports or with nothing', () => {
		const parts = fc.constantFrom(
			'<clientConfig>',
			'<emailProvider>',
			'<incomingServer type="imap">',
			'<hostname>imap.x.example</hostname>',
			'<port>993</port>',
			'<socketType>SSL</socketType>',
			'</incomingServer>',
			'</emailProvider>',
			'</clientConfig>',
			'<![CDATA[',
			']]>',
			'<!--',
			'-->',
			'&lt;',
			'<x y=',
		);
		const texts = fc.array(fc.oneof(parts, fc.string({ unit: 'binary' })), { maxLength: 30 });
		assertProperty(
			fc.property(texts, (pieces) => {
				for (const { host, port } of readAutoconfig(pieces.join(''), address)?.imap ?? []) {
					expect(hostName(host)).toBe(host);
					expect(port).toBe(993);
				}
			}),
			{ numRuns: 2_000 },
		);
	});

	it('an entity that is not resolved names no host', () => {
		expect(read(imap('imap&amp;x.example'), imap('&unknown;'))!.imap).toEqual([]);
	});

	it('elements where texts belong, and texts where elements belong', () => {
		expect(read('<incomingServer type="imap"><hostname><b>x</b></hostname></incomingServer>')!.imap).toEqual(
			[],
		);
		expect(read('<incomingServer>imap.x.example</incomingServer>')!.imap).toEqual([]);
		expect(readAutoconfig('<clientConfig>text</clientConfig>', address)).toBeUndefined();
	});
});
