import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { checkExchangers } from './check-exchangers.ts';
import { limitNames } from './limited-names.ts';
import { MAILBOX_PROVIDERS } from './mailbox-providers.ts';
import { PROVIDERS_ZONE, codesOf, sender } from './sending-world.test-support.ts';
import { serversOf } from './sending-server.ts';
import { startZoneServer } from './zone-server.test-support.ts';
import type { Zone, ZoneServer } from './zone-server.test-support.ts';

const DOMAIN = 'cadrelune.example';

let server: ZoneServer;
beforeAll(async () => {
	server = await startZoneServer({});
});
afterAll(() => server.close());

async function check(zone: Zone, senders = [sender('google')]) {
	server.publish({ ...PROVIDERS_ZONE, ...zone });
	const names = limitNames(server.names, 50, AbortSignal.timeout(LONGEST_WAIT));
	return checkExchangers(DOMAIN, serversOf(senders, DOMAIN, MAILBOX_PROVIDERS), names, MAILBOX_PROVIDERS);
}

describe('who receives', () => {
	it('is named by its provider', async () => {
		const record = await check({
			'cadrelune.example MX': ['0 cadrelune-example.mail.protection.outlook.com'],
		});
		expect(record).toMatchObject({ state: 'right', findings: [{ about: 'Microsoft 365', count: 1 }] });
	});

	it('is named by its host where no provider is known', async () => {
		const record = await check({
			'cadrelune.example MX': ['20 b.host.example', '10 a.host.example'],
			'a.host.example A': ['192.0.2.1'],
			'b.host.example AAAA': ['2001:db8::1'],
		});
		expect(codesOf(record)).toEqual(['mx-receives a.host.example']);
	});

	it('tells of a server that is not there any more', async () => {
		const record = await check({
			'cadrelune.example MX': ['10 vieux.host.example', '20 a.host.example'],
			'a.host.example A': ['192.0.2.1'],
		});
		expect(record.state).toBe('right');
		expect(codesOf(record)).toEqual([
			'mx-receives vieux.host.example',
			'mx-partly-unreachable vieux.host.example',
		]);
	});
});

describe('a domain that cannot receive', () => {
	it('is given its provider’s servers', async () => {
		const record = await check({ 'cadrelune.example A': ['192.0.2.1'] });
		expect(record).toMatchObject({
			state: 'to-publish',
			publish: [{ type: 'MX', name: DOMAIN, value: '1 smtp.google.com', replaces: [] }],
		});
	});

	it('is not given those of a relay, which receives nothing', async () => {
		const record = await check({}, [sender('google', { kind: 'relay' })]);
		expect(record).toMatchObject({ state: 'to-publish', publish: [] });
	});

	it('may receive at its own address (RFC 5321, 5.1)', async () => {
		const record = await check({ 'cadrelune.example A': ['192.0.2.1'] }, [sender('smtp.cadrelune.example')]);
		expect(record.state).toBe('right');
		expect(codesOf(record)).toEqual(['mx-implicit 192.0.2.1']);
	});

	it('says so itself (RFC 7505)', async () => {
		const record = await check({ 'cadrelune.example MX': ['0 .'] });
		expect(record).toMatchObject({
			state: 'wrong',
			publish: [{ value: '1 smtp.google.com', replaces: ['.'] }],
		});
	});

	it.each([
		['of which none is there', ['10 vieux.host.example', '20 ancien.host.example']],
		['that are addresses', ['10 192.0.2.1']],
	])('has servers %s', async (_, exchangers) => {
		const record = await check({ 'cadrelune.example MX': exchangers });
		expect(record.state).toBe('wrong');
		expect(record.findings.every(({ code }) => code === 'mx-unreachable')).toBe(true);
		expect(record.publish[0]?.replaces).toHaveLength(exchangers.length);
	});
});

it.each([
	['the exchangers', { 'cadrelune.example MX': 'silent' }],
	['the address', { 'cadrelune.example A': 'broken', 'cadrelune.example AAAA': 'broken' }],
] as [string, Zone][])('is unread where nobody answers for %s', async (_, zone) => {
	expect(await check(zone)).toMatchObject({ state: 'unread', publish: [] });
});

it('does not call a server gone that nobody answers for', async () => {
	const record = await check({
		'cadrelune.example MX': ['10 a.host.example'],
		'a.host.example A': 'silent',
		'a.host.example AAAA': 'silent',
	});
	expect(codesOf(record)).toEqual(['mx-receives a.host.example']);
});
