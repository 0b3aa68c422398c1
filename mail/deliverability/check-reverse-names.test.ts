import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { checkReverseNames } from './check-reverse-names.ts';
import { limitNames } from './limited-names.ts';
import { MAILBOX_PROVIDERS } from './mailbox-providers.ts';
import { addressOfArpa, arpaOf } from '#platform/network/reverse-zone.ts';
import { codesOf, sender } from './sending-world.test-support.ts';
import { serversOf } from './sending-server.ts';
import { startZoneServer } from './zone-server.test-support.ts';
import type { Zone, ZoneServer } from './zone-server.test-support.ts';

const DOMAIN = 'cadrelune.example';
const HOST = 'smtp.cadrelune.example';
const V6 = '2001:db8::25';

let server: ZoneServer;
beforeAll(async () => {
	server = await startZoneServer({});
});
afterAll(() => server.close());

async function check(zone: Zone, by: readonly string[] = [HOST]) {
	server.publish(zone);
	server.asked.length = 0;
	const names = limitNames(server.names, 50, AbortSignal.timeout(LONGEST_WAIT));
	return checkReverseNames(
		serversOf(
			by.map((one) => sender(one)),
			DOMAIN,
			MAILBOX_PROVIDERS,
		),
		names,
	);
}

const own: Zone = { [`${HOST} A`]: ['192.0.2.25'] };
const PTR = '25.2.0.192.in-addr.arpa PTR';

describe('the own server', () => {
	it('has a name that points both ways', async () => {
		const record = await check({ ...own, [PTR]: [HOST] });
		expect(record).toMatchObject({ state: 'right', findings: [{ about: '192.0.2.25', detail: HOST }] });
	});

	it('has another name of the host’s, which points both ways too', async () => {
		const record = await check({
			...own,
			[PTR]: ['vps1.host.example'],
			'vps1.host.example A': ['192.0.2.25'],
		});
		expect(record.state).toBe('right');
	});

	it('has two addresses, each in its own zone', async () => {
		const record = await check({
			...own,
			[`${HOST} AAAA`]: [V6],
			[PTR]: [HOST],
			[`${arpaOf(V6)} PTR`]: [HOST],
		});
		expect(codesOf(record)).toEqual(['reverse-confirmed 192.0.2.25', `reverse-confirmed ${V6}`]);
	});

	it('has no name: it is published by who owns the address', async () => {
		const record = await check(own);
		expect(record).toMatchObject({
			state: 'to-publish',
			publish: [{ type: 'PTR', name: '25.2.0.192.in-addr.arpa', value: HOST }],
		});
	});

	it('has a name that does not point back', async () => {
		const record = await check({ ...own, [PTR]: ['client-25.host.example'] });
		expect(record).toMatchObject({
			state: 'to-publish',
			publish: [{ value: HOST, replaces: ['client-25.host.example'] }],
		});
		expect(codesOf(record)).toEqual(['reverse-unconfirmed 192.0.2.25']);
	});

	it('has no address at all', async () => {
		expect(codesOf(await check({}))).toEqual([`reverse-no-address ${HOST}`]);
	});

	it('is in the house, where nobody outside sees its address', async () => {
		const record = await check({ [`${HOST} A`]: ['192.168.1.4'] });
		expect(record.state).toBe('nothing-to-publish');
	});

	it.each([
		['its address', { [`${HOST} A`]: 'silent', [`${HOST} AAAA`]: 'silent' }],
		['its name', { ...own, [PTR]: 'broken' }],
		[
			'the way back',
			{ ...own, [PTR]: ['a.host.example'], 'a.host.example A': 'silent', 'a.host.example AAAA': 'silent' },
		],
	] as [string, Zone][])('is unread where nobody answers for %s', async (_, zone) => {
		expect(await check(zone)).toMatchObject({ state: 'unread', publish: [] });
	});
});

it('leaves the servers of providers to them', async () => {
	const record = await check({}, ['google', 'smtp.hebergeur.example']);
	expect(record.state).toBe('nothing-to-publish');
	expect(codesOf(record)).toEqual([
		'reverse-of-provider smtp.gmail.com',
		'reverse-of-provider smtp.hebergeur.example',
	]);
	expect(server.asked.some((question) => question.startsWith('PTR'))).toBe(false);
});

it.each(['192.0.2.25', V6, '2001:db8:1:2:3:4:5:6', '::1'])('finds the zone of %s and back', (address) => {
	const back = addressOfArpa(arpaOf(address));
	expect(new URL(`http://${back.includes(':') ? `[${back}]` : back}/`).hostname).toBe(
		new URL(`http://${address.includes(':') ? `[${address}]` : address}/`).hostname,
	);
});
