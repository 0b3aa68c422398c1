import { expect, it } from 'vitest';
import { PRESETS } from '#mail/presets/presets.ts';
import { isPublicMailDomain } from './public-mail-domains.ts';

it.each(['gmail.com', 'Orange.fr', 'etik.com', 'caramail.fr'])(
	'anybody may have an address at %s',
	(domain) => {
		expect(isPublicMailDomain(domain)).toBe(true);
	},
);

it.each(['cadrelune.example', 'mail.gmail.com', 'notgmail.com', ''])(
	'%s is nobody’s but its owner’s',
	(domain) => {
		expect(isPublicMailDomain(domain)).toBe(false);
	},
);

it('whoever is recognised by a personal domain is told that nothing can be published there', () => {
	const recognised = PRESETS.flatMap(({ domains }) => domains);
	expect(recognised.filter((domain) => !isPublicMailDomain(domain))).toEqual([]);
});
