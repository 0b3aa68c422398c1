import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startNameServer } from '#embedded/world/names/name-server.ts';
import type { NameServer } from '#embedded/world/names/name-server.ts';
import type { Zone } from '#embedded/world/names/zone.ts';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { NamesUnavailable, openNames } from './names.ts';
import type { Names } from './names.ts';

const zone: Zone = {
	'cadrelune.example': {
		exchangers: [
			{ priority: 20, host: 'Second.Cadrelune.example' },
			{ priority: 5, host: 'first.cadrelune.example' },
		],
		texts: ['v=spf1 -all', `long ${'x'.repeat(600)}`],
		ipv4: ['192.0.2.1', '192.0.2.2'],
		ipv6: ['2001:db8::1'],
	},
	'_imaps._tcp.cadrelune.example': {
		services: [
			{ priority: 10, weight: 1, host: 'light.example', port: 993 },
			{ priority: 10, weight: 9, host: 'heavy.example', port: 993 },
			{ priority: 1, host: 'preferred.example', port: 10_993 },
		],
	},
	'_imap._tcp.cadrelune.example': { services: [{ host: '', port: 0 }] },
	'no-mail.example': { exchangers: [{ priority: 0, host: '' }] },
	'alias.example': { alias: 'middle.example' },
	'middle.example': { alias: 'cadrelune.example' },
	'round.example': { alias: 'about.example' },
	'about.example': { alias: 'round.example' },
	'nowhere.example': { alias: 'not-there.example' },
	'1.2.0.192.in-addr.arpa': { reverse: ['mail.cadrelune.example'] },
	'many.example': {
		exchangers: Array.from({ length: 40 }, (_, index) => ({ priority: index, host: `mx${index}.example` })),
	},
	'broken.example': { failure: 'SERVFAIL' },
	'refusing.example': { failure: 'REFUSED' },
	'silent.example': { failure: 'silent' },
	'slow.example': { delay: 20, ipv4: ['192.0.2.9'] },
};

let server: NameServer;
let names: Names;

beforeAll(async () => {
	server = await startNameServer(zone);
	names = openNames({ servers: [server.address], within: LONGEST_WAIT / 10, tries: 1 });
});
afterAll(() => server.close());

describe('what is there', () => {
	it('the preferred exchanger first, in lower case', async () => {
		expect(await names.mailExchangers('cadrelune.example')).toEqual([
			'first.cadrelune.example',
			'second.cadrelune.example',
		]);
	});

	it('a null MX', async () => expect(await names.mailExchangers('no-mail.example')).toEqual(['']));

	it('the preferred service first, the heavier one of equals before the lighter', async () => {
		expect(await names.services('_imaps._tcp.cadrelune.example')).toEqual([
			{ host: 'preferred.example', port: 10_993 },
			{ host: 'heavy.example', port: 993 },
			{ host: 'light.example', port: 993 },
		]);
	});

	it('a service that is said not to be', async () => {
		expect(await names.services('_imap._tcp.cadrelune.example')).toEqual([{ host: '', port: 0 }]);
	});

	it('texts whose parts are joined', async () => {
		expect(await names.texts('cadrelune.example')).toEqual(zone['cadrelune.example']!.texts);
	});

	it('addresses of both kinds, through aliases too', async () => {
		const addresses = ['192.0.2.1', '192.0.2.2', '2001:db8::1'];
		expect((await names.addresses('cadrelune.example')).toSorted()).toEqual(addresses);
		expect((await names.addresses('alias.example')).toSorted()).toEqual(addresses);
	});

	it('the next name of an alias', async () => {
		expect(await names.alias('alias.example')).toBe('middle.example');
		expect(await names.alias('cadrelune.example')).toBeUndefined();
	});

	it('the name behind an address', async () => {
		expect(await names.reverse('192.0.2.1')).toEqual(['mail.cadrelune.example']);
	});

	it('an answer that comes late', async () => {
		expect(await names.addresses('slow.example')).toEqual(['192.0.2.9']);
	});

	it('an answer that is larger than a packet usually is', async () => {
		expect(await names.mailExchangers('many.example')).toHaveLength(40);
	});
});

describe('what is not there', () => {
	it.each(['nothing.example', 'example', 'nowhere.example', 'round.example'])(
		'%s has no exchangers, addresses or texts',
		async (name) => {
			expect(await names.mailExchangers(name)).toEqual([]);
			expect(await names.addresses(name)).toEqual([]);
			expect(await names.texts(name)).toEqual([]);
		},
	);

	it('an address that points back to nothing', async () =>
		expect(await names.reverse('192.0.2.77')).toEqual([]));
});

describe('what nobody can say', () => {
	it.each([
		['broken.example', 'ESERVFAIL'],
		['refusing.example', 'EREFUSED'],
	])('%s', async (name, code) => {
		const unavailable = expect.objectContaining({ name: 'NamesUnavailable', code });
		await expect(names.mailExchangers(name)).rejects.toEqual(unavailable);
		await expect(names.addresses(name)).rejects.toBeInstanceOf(NamesUnavailable);
	});

	it('a server that says nothing ends with the time that was given', async () => {
		const impatient = openNames({ servers: [server.address], within: 50, tries: 1 });
		await expect(impatient.texts('silent.example')).rejects.toMatchObject({ code: 'ETIMEOUT' });
	});

	it('nobody at the server’s address', async () => {
		const gone = await startNameServer({});
		await gone.close();
		const lost = openNames({ servers: [gone.address], within: 200, tries: 1 });
		await expect(lost.services('_imaps._tcp.cadrelune.example')).rejects.toBeInstanceOf(NamesUnavailable);
	});
});
