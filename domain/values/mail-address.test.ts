import { describe, expect, it } from 'vitest';
import { normaliseAddress, normaliseDomain } from './mail-address.ts';

describe('normaliseAddress', () => {
	it.each([
		['Mathilde.Ronsavel@Brumevent.Example', 'mathilde.ronsavel@brumevent.example'],
		['  camille+essai@cadrelune.example ', 'camille+essai@cadrelune.example'],
		['zoé@café.example', 'zoé@xn--caf-dma.example'],
	])('stores %s as %s', (typed, stored) => {
		expect(normaliseAddress(typed)).toBe(stored);
	});

	it.each([
		'',
		'a',
		'a@b',
		'a@b.c@d.example',
		'a b@c.example',
		'a@b.example\r\nBcc: c@d.example',
		'a..b@c.example',
		'"a"@b.example',
		'a@[127.0.0.1]',
		'a@127.0.0.1',
	])('refuses %j', (typed) => {
		expect(normaliseAddress(typed)).toBeUndefined();
	});

	it('changes nothing that is normalised already', () => {
		for (const address of ['a@b.example', 'zoé@xn--caf-dma.example']) {
			expect(normaliseAddress(address)).toBe(address);
		}
	});
});

describe('normaliseDomain', () => {
	it.each([
		['https://www.Brumevent.example/contact?a=b', 'brumevent.example'],
		['Café.example', 'xn--caf-dma.example'],
	])('reads %s as %s', (typed, domain) => {
		expect(normaliseDomain(typed)).toBe(domain);
	});

	it.each(['localhost', '', 'a_b.example', '10.0.0.1', 'user@host.example'])('refuses %s', (typed) => {
		expect(normaliseDomain(typed)).toBeUndefined();
	});
});
