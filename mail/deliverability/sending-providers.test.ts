import { describe, expect, it } from 'vitest';
import { domainOf, isWithin } from './domain-names.ts';
import { aliasFor, providerOf } from './sending-provider.ts';
import { SENDING_PROVIDERS } from './sending-providers.ts';

describe('each provider', () => {
	it.each(SENDING_PROVIDERS)('$key of $hosts can be published as it stands', (provider) => {
		expect(provider.hosts.length).toBeGreaterThan(0);
		expect(provider.spf.includes.length).toBeGreaterThan(0);
		for (const name of [...provider.hosts, ...provider.spf.includes, ...provider.dkim.signsAs])
			expect(domainOf(name)).toBe(name);
		for (const selector of provider.dkim.selectors) {
			expect(selector.selector).toMatch(/^[a-z0-9-]+$/);
			const alias = aliasFor(selector, 'news.cadrelune.example');
			expect(domainOf(alias ?? 'a.example')).toBe(alias ?? 'a.example');
			// What is proposed is what is looked for.
			if (alias && selector.leadsTo) expect(selector.leadsTo.some((own) => isWithin(alias, own))).toBe(true);
		}
		for (const exchanger of provider.exchangers) expect(exchanger).toMatch(/^\d+ [a-z0-9.-]+$/);
	});

	it('has hosts that are no other’s', () => {
		const hosts = SENDING_PROVIDERS.flatMap((provider) => provider.hosts);
		for (const host of hosts) expect(hosts.filter((other) => isWithin(host, other))).toEqual([host]);
	});
});

describe('the provider of a sender', () => {
	const find = (key: string | undefined, host: string) =>
		providerOf(SENDING_PROVIDERS, key, host)?.spf.includes[0];

	it.each([
		['microsoft', 'smtp.office365.com', 'spf.protection.outlook.com'],
		['zoho', 'smtp.zoho.com', 'zoho.com'],
		['zoho', 'smtppro.zoho.eu', 'zohomail.eu'],
		['zoho', 'smtp.cadrelune.example', 'zohomail.eu'],
		['ionos', 'smtp.ionos.fr', '_spf-eu.ionos.com'],
		[undefined, 'ssl0.ovh.net', 'mx.ovh.com'],
		['inconnu', 'mail.gandi.net', '_mailcust.gandi.net'],
		[undefined, 'smtp.cadrelune.example', undefined],
		[undefined, 'smtp.gmail.com.cadrelune.example', undefined],
		[undefined, 'notgandi.net', undefined],
	])('of key %s at %s publishes %s', (key, host, include) => {
		expect(find(key, host)).toBe(include);
	});
});
