import { expect, it } from 'vitest';
import { CHECKS, WEIGHT_OF } from '#mail/deliverability/checked-record.ts';
import { domainLine, findingSentence, isFinding, recordCheckName, whereToPublish } from './deliverability.ts';
import type { Reader } from './format.ts';
import { LANGUAGES } from './language.ts';

const reader = (language: 'fr' | 'en'): Reader => ({
	language,
	timeZone: 'Europe/Paris',
	now: new Date('2026-11-23T08:40:00Z'),
});
const FACTS = { count: 3, detail: 'rl1', until: '2027-02-14T00:00:00Z' };

it.each(Object.keys(WEIGHT_OF))('%s is said whole in both languages', (code) => {
	expect(isFinding(code)).toBe(true);
	const about = code === 'dmarc-policy' ? 'reject' : 'smtp.relais.example';
	const detail = code === 'tls-wrong' ? 'certificate-expired' : FACTS.detail;
	const said = LANGUAGES.map((language) =>
		findingSentence({ code, about, ...FACTS, detail }, reader(language)),
	);
	expect(said[0]).not.toBe(said[1]);
	for (const sentence of said) expect(sentence).toMatch(/^(?!.*(?:undefined|\{|deliverability_)).*[.]$/);
});

it('a code of another release stands for itself', () => {
	expect(findingSentence({ code: 'arc-broken', about: 'x.example' }, reader('en'))).toContain('arc-broken');
	expect(domainLine('moved', {}, 'fr')).toBe('moved');
});

it('says where records are published: in the console that is known, else at whoever holds the zone', () => {
	const of = (zoneHost: string | undefined, nameServers: string[]) =>
		whereToPublish({ domain: 'x.example', zoneHost, nameServers }, 'en');
	expect(of('ovh', ['ns1.ovh.net'])).toMatch(/OVHcloud.*x\.example/);
	expect(of(undefined, ['ns1.zone.example'])).toContain('ns1.zone.example');
	expect(of(undefined, [])).toContain('DNS zone');
});

it('names the six checks and a line of the history', () => {
	expect(CHECKS.map((check) => recordCheckName(check, 'fr'))).toContain('DMARC');
	expect(domainLine('to-publish', { count: 2, checks: 'spf dkim' }, 'en')).toContain('SPF and DKIM');
	expect(domainLine('proven', { address: 'a@x.example', inJunk: true }, 'en')).toContain('Junk');
});
