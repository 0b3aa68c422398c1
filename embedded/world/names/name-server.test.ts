import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { afterEach, expect, it } from 'vitest';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { until } from '#tests/environment/until.ts';
import { startNameServer } from './name-server.ts';
import type { NameServer } from './name-server.ts';
import type { NameRecords, Zone } from './zone.ts';

let server: NameServer;
afterEach(() => server.close());

async function ask(zone: Zone): Promise<Resolver> {
	server = await startNameServer(zone);
	const resolver = new Resolver({ timeout: LONGEST_WAIT / 10, tries: 1 });
	resolver.setServers([server.address]);
	return resolver;
}

it('tells a name that does not exist from one that has no such record', async () => {
	const resolver = await ask({ 'mail.cadrelune.example': { ipv4: ['192.0.2.1'] } });
	await expect(resolver.resolveMx('nobody.example')).rejects.toMatchObject({ code: 'ENOTFOUND' });
	await expect(resolver.resolveMx('mail.cadrelune.example')).rejects.toMatchObject({ code: 'ENODATA' });
	// RFC 8020: there is something below it.
	await expect(resolver.resolveMx('cadrelune.example')).rejects.toMatchObject({ code: 'ENODATA' });
});

it('knows names in any case, and no property of an object as one', async () => {
	const resolver = await ask({ 'mail.cadrelune.example': { ipv4: ['192.0.2.1'] } });
	expect(await resolver.resolve4('MAIL.Cadrelune.Example')).toEqual(['192.0.2.1']);
	await expect(resolver.resolve4('constructor')).rejects.toMatchObject({ code: 'ENOTFOUND' });
});

it('answers from what its zone holds now', async () => {
	const zone: Record<string, NameRecords> = {};
	const resolver = await ask(zone);
	await expect(resolver.resolve4('new.example')).rejects.toMatchObject({ code: 'ENOTFOUND' });
	zone['new.example'] = { ipv4: ['192.0.2.7'] };
	const other = new Resolver();
	other.setServers([server.address]);
	expect(await other.resolve4('new.example')).toEqual(['192.0.2.7']);
	expect(server.asked).toEqual(['A new.example', 'A new.example']);
});

it('survives what is no question, and ends while an answer is due', async () => {
	const resolver = await ask({ 'late.example': { delay: LONGEST_WAIT, ipv4: ['192.0.2.1'] } });
	const [address, port] = server.address.split(':');
	const socket = createSocket('udp4');
	for (const garbage of ['', 'x', Buffer.alloc(12), Buffer.alloc(600, 0xc0)])
		await new Promise((resolve) => socket.send(garbage, Number(port), address, resolve));
	socket.close();
	await expect(resolver.resolve4('nobody.example')).rejects.toMatchObject({ code: 'ENOTFOUND' });
	const late = resolver.resolve4('late.example').catch((error: NodeJS.ErrnoException) => error.code);
	await until('it is asked', () => server.asked.includes('A late.example'));
	resolver.cancel();
	expect(await late).toBe('ECANCELLED');
});
