import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startZoneServer } from '#mail/deliverability/zone-server.test-support.ts';
import type { ZoneServer } from '#mail/deliverability/zone-server.test-support.ts';
import { NamesUnavailable, openNames } from './names.ts';
import { arpaOf } from './reverse-zone.ts';

let server: ZoneServer;
beforeAll(async () => {
	server = await startZoneServer({
		'cadrelune.example NS': ['ns2.zonage.example', 'NS1.zonage.example'],
		's1._domainkey.cadrelune.example CNAME': ['S1.Hebergeur.example'],
		's1.hebergeur.example TXT': ['v=DKIM1; p='],
		'cadrelune.example TXT': [['v=spf1 ', '-all'], ''],
		'1.0.0.127.in-addr.arpa PTR': ['loopback.cadrelune.example'],
		[`${arpaOf('192.0.2.25')} PTR`]: 'broken',
		[`${arpaOf('192.0.2.26')} PTR`]: 'silent',
		[`${arpaOf('2001:db8::25')} PTR`]: ['Smtp.cadrelune.example'],
		'broken.example TXT': 'broken',
	});
});
afterAll(() => server.close());

describe('what is asked of a name server', () => {
	it('joins the strings of a text', async () => {
		expect(await server.names.texts('cadrelune.example')).toEqual(['v=spf1 -all', '']);
	});

	it('names the servers that hold a zone, where one begins', async () => {
		expect(await server.names.nameServers('cadrelune.example')).toEqual([
			'ns1.zonage.example',
			'ns2.zonage.example',
		]);
		expect(await server.names.nameServers('news.cadrelune.example')).toEqual([]);
	});

	it('names where an alias leads, and reads its texts', async () => {
		expect(await server.names.alias('s1._domainkey.cadrelune.example')).toBe('s1.hebergeur.example');
		expect(await server.names.alias('cadrelune.example')).toBeUndefined();
		expect(await server.names.texts('s1._domainkey.cadrelune.example')).toEqual(['v=DKIM1; p=']);
	});

	it('asks for the name of an address, whatever this machine’s own file says of it', async () => {
		expect(await server.names.reverse('127.0.0.1')).toEqual(['loopback.cadrelune.example']);
		expect(await server.names.reverse('2001:db8::25')).toEqual(['smtp.cadrelune.example']);
		expect(await server.names.reverse('192.0.2.27')).toEqual([]);
	});

	it.each([
		['a zone is broken', () => server.names.texts('broken.example'), 'ESERVFAIL'],
		['the zone of an address is broken', () => server.names.reverse('192.0.2.25'), 'ESERVFAIL'],
		[
			'nobody answers for an address',
			() => openNames({ servers: [server.address], within: 200, tries: 1 }).reverse('192.0.2.26'),
			'ETIMEOUT',
		],
		[
			'no server is there',
			() => openNames({ servers: ['127.0.0.1:9'], within: 200, tries: 1 }).texts('cadrelune.example'),
			'ECONNREFUSED',
		],
	])('tells an empty answer from none: %s', async (_, ask, code) => {
		const error = await ask().then(
			() => undefined,
			(reason: unknown) => reason,
		);
		expect(error).toBeInstanceOf(NamesUnavailable);
		expect(error).toMatchObject({ code });
	});
});
