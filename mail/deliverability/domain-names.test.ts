import { describe, expect, it } from 'vitest';
import { domainOf, isAligned, isWithin, organisationOf } from './domain-names.ts';

describe('a domain', () => {
	it.each([
		['Cadrelune.Example.', 'cadrelune.example'],
		['hôtel.example', 'xn--htel-vqa.example'],
		['XN--HTEL-VQA.example', 'xn--htel-vqa.example'],
		['_spf.cadrelune.example', '_spf.cadrelune.example'],
		['cadrelune。example', 'cadrelune.example'],
	])('%s is asked for as %s', (text, domain) => expect(domainOf(text)).toBe(domain));

	it.each([
		'',
		'.',
		'example',
		'a..example',
		'-a.example',
		'a b.example',
		'a.example/x',
		'a@b.example',
		'192.0.2.1',
		'[::1]',
		'a.example\r\nX',
		`${'a'.repeat(64)}.example`,
		`${'a.'.repeat(130)}example`,
		'x'.repeat(2_000),
	])('%j is none', (text) => expect(domainOf(text)).toBeUndefined());
});

it.each([
	['news.cadrelune.example', 'cadrelune.example'],
	['a.b.cadrelune.co.uk', 'cadrelune.co.uk'],
	['client.github.io', 'client.github.io'],
	['co.uk', 'co.uk'],
])('of %s the organisation is %s', (domain, organisation) =>
	expect(organisationOf(domain)).toBe(organisation),
);

it('vouches for its organisation, or for itself alone where that is asked', () => {
	expect(isAligned('news.cadrelune.example', 'cadrelune.example')).toBe(true);
	expect(isAligned('news.cadrelune.example', 'cadrelune.example', true)).toBe(false);
	expect(isAligned('a.co.uk', 'b.co.uk')).toBe(false);
	expect(isAligned('cadrelune-example.gappssmtp.com', 'cadrelune.example')).toBe(false);
});

it('holds what is below it, label by label', () => {
	expect(isWithin('mx.google.com', 'google.com')).toBe(true);
	expect(isWithin('google.com', 'google.com')).toBe(true);
	expect(isWithin('notgoogle.com', 'google.com')).toBe(false);
});
