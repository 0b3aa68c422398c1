import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NamesUnavailable } from '#platform/network/names.ts';
import { limitNames, orSilent } from './limited-names.ts';
import { startZoneServer } from './zone-server.test-support.ts';
import type { ZoneServer } from './zone-server.test-support.ts';

let server: ZoneServer;
beforeAll(async () => {
	server = await startZoneServer({ 'cadrelune.example TXT': ['one'], 'silent.example TXT': 'silent' });
});
afterAll(() => server.close());

const limited = (questions: number, signal = new AbortController().signal) => {
	server.asked.length = 0;
	return limitNames(server.names, questions, signal);
};

async function codeOf(asked: Promise<unknown>): Promise<string> {
	const error = await asked.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(NamesUnavailable);
	return (error as NamesUnavailable).code;
}

describe('the names of one check', () => {
	it('are asked each question once, also where two ask at the same time and in other letters', async () => {
		const names = limited(10);
		await Promise.all([names.texts('cadrelune.example'), names.texts('Cadrelune.EXAMPLE')]);
		await names.texts('cadrelune.example');
		expect(server.asked).toEqual(['TXT cadrelune.example']);
	});

	it('are asked so many questions and no more', async () => {
		const names = limited(2);
		await names.texts('a.example');
		await names.texts('b.example');
		expect(await codeOf(names.texts('c.example'))).toBe('ELIMIT');
		// What is known is answered all the same.
		expect(await names.texts('a.example')).toEqual([]);
		expect(server.asked).toHaveLength(2);
	});

	it('are called off together when the time is over', async () => {
		const end = new AbortController();
		const names = limited(10, end.signal);
		const waiting = names.texts('silent.example');
		end.abort();
		expect(await codeOf(waiting)).toBe('ETIMEOUT');
		expect(await codeOf(names.texts('cadrelune.example'))).toBe('ETIMEOUT');
		expect(server.asked).not.toContain('TXT cadrelune.example');
	});

	it('are not asked for what cannot exist, nor for the name of what is no address', async () => {
		const names = limited(10);
		const impossible = [
			'',
			'.',
			'a..b',
			`${'a'.repeat(64)}.example`,
			'a b.example',
			`${'a.'.repeat(127)}a`,
			'é.example',
			'a\r\n.example',
		];
		for (const name of impossible) expect(await names.texts(name)).toEqual([]);
		expect(await names.reverse('cadrelune.example')).toEqual([]);
		expect(await names.alias('a..b')).toBeUndefined();
		expect(server.asked).toEqual([]);
	});

	it('cut texts that are longer than any record, and leave out more than a few hundred', async () => {
		server.publish({
			'long.example TXT': ['x'.repeat(9_000), 'x'.repeat(4_096)],
			'many.example TXT': Array.from({ length: 300 }, (_, index) => `t${index}`),
		});
		const names = limited(10);
		expect((await names.texts('long.example')).map((text) => text.length)).toEqual([4_097, 4_096]);
		expect(await names.texts('many.example')).toHaveLength(200);
	});
});

it('keeps faults that are not of the names', async () => {
	await expect(orSilent(Promise.reject(new TypeError('ours')))).rejects.toThrow(TypeError);
	expect(await orSilent(Promise.reject(new NamesUnavailable('ESERVFAIL')))).toBe('silent');
});
