import { getDomain } from 'tldts';
import { describe, expect, it } from 'vitest';
import { hostName } from '#mail/mime/host-name.ts';
import { GATEWAYS } from './gateways.ts';
import { PRESETS } from './presets.ts';
import {
	accountsAt,
	accountsOf,
	gatewayOfExchanger,
	presetOfDomain,
	presetsOfAutodiscover,
	presetsOfExchanger,
	presetsOfInclude,
} from './recognise.ts';

const serversOf = (preset: (typeof PRESETS)[number]) =>
	accountsOf(preset).flatMap(({ servers }) => [...servers.imap, ...servers.smtp]);
const keysOf = (presets: readonly { readonly key: string }[]) => presets.map(({ key }) => key);
const twice = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index);

describe('the data', () => {
	it('has each key, each domain and each gateway once', () => {
		expect(twice(keysOf(PRESETS))).toEqual([]);
		expect(twice(PRESETS.flatMap(({ domains }) => domains))).toEqual([]);
		expect(twice(keysOf(GATEWAYS))).toEqual([]);
	});

	it('has each end of an exchanger once, but for families', () => {
		const ends = PRESETS.flatMap(({ key, family, exchangers }) =>
			exchangers.map((end) => `${end} ${family ?? key}`),
		);
		const names = [...new Set(ends)].map((end) => end.split(' ')[0]!);
		const gateways = GATEWAYS.flatMap(({ exchangers }) => exchangers);
		expect(twice([...names, ...gateways])).toEqual([]);
	});

	it.each(PRESETS.map((preset) => [preset.key, preset] as const))('%s is well-formed', (key, preset) => {
		expect(key).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
		for (const { host, port, security } of serversOf(preset)) {
			expect(hostName(host), host).toBe(host);
			expect(['993 tls', '465 tls', '587 starttls']).toContain(`${port} ${security}`);
		}
		const names = [...preset.domains, ...preset.exchangers, ...(preset.autodiscovers ?? [])];
		expect(names.filter((name) => hostName(name) !== name)).toEqual([]);
		expect((preset.includes ?? []).filter((name) => name !== name.toLowerCase())).toEqual([]);
		for (const url of [preset.appPasswordUrl, preset.imapSwitchUrl]) {
			if (url !== undefined) expect(new URL(url).protocol).toBe('https:');
		}
		for (const { most, source } of [...preset.limits, ...(preset.connections ? [preset.connections] : [])]) {
			expect(most).toBeGreaterThan(0);
			expect(source).not.toBe('');
		}
		const canConnect = preset.servers !== 'none';
		expect(preset.signIn.length > 0).toBe(canConnect);
		if (canConnect) {
			expect(accountsOf(preset).length).toBeGreaterThan(0);
			for (const { servers } of accountsOf(preset)) {
				expect(servers.imap.length).toBeGreaterThan(0);
				expect(servers.smtp.length).toBeGreaterThan(0);
			}
		}
		expect(preset.domains.length + preset.exchangers.length).toBeGreaterThan(0);
	});

	it('knows where an app password is made, wherever nothing else opens the mailbox', () => {
		const without = PRESETS.filter(
			({ signIn, appPasswordUrl }) => signIn[0] === 'app-password' && appPasswordUrl === undefined,
		);
		expect(keysOf(without)).toEqual([]);
	});
});

describe('recognition', () => {
	it.each(PRESETS.map((preset) => [preset.key, preset] as const))(
		'%s, by each domain and exchanger',
		(key, preset) => {
			for (const domain of preset.domains) expect(presetOfDomain(domain, PRESETS)?.key, domain).toBe(key);
			for (const end of preset.exchangers) {
				expect(keysOf(presetsOfExchanger(end, PRESETS)), end).toContain(key);
				expect(keysOf(presetsOfExchanger(`mx1.${end}`, PRESETS)), end).toContain(key);
				expect(keysOf(presetsOfExchanger(`${end}.attacker.example`, PRESETS)), end).toEqual([]);
				expect(keysOf(presetsOfExchanger(`mx1.attacker-${getDomain(end)}`, PRESETS)), end).toEqual([]);
			}
		},
	);

	it.each([
		['cadrelune-example.mail.protection.outlook.com', ['microsoft-365']],
		['cadrelune-example.a-v1.mx.microsoft', ['microsoft-365']],
		['eur.olc.protection.outlook.com', ['outlook-com']],
		['aspmx.l.google.com', ['google-workspace']],
		['alt2.aspmx.l.google.com', ['google-workspace']],
		['smtp.google.com', ['google-workspace']],
		['aspmx2.googlemail.com', ['google-workspace']],
		['mx-eu.mail.am0.yahoodns.net', ['yahoo']],
		['mx-aol.mail.gm0.yahoodns.net', ['aol']],
		['mx01.mail.icloud.com', ['icloud-custom-domain']],
		['mx1.mail.ovh.net', ['ovh-mx-plan', 'ovh-zimbra', 'ovh-pro', 'ovh-exchange']],
		['ex3.mail.ovh.net', ['ovh-exchange']],
		['spool.mail.gandi.net', ['gandi']],
		['mta-gw.infomaniak.ch', ['infomaniak']],
		['mx00.ionos.fr', ['ionos-fr']],
		['mx01.kundenserver.de', ['ionos-de']],
		['mx2.zoho.eu', ['zoho-eu']],
		['mail.protonmail.ch', ['proton']],
		['in1-smtp.messagingengine.com', ['fastmail']],
		['mail.cadrelune.example', []],
		['localhost', []],
		['', []],
	])('the exchanger %s is of %j', (exchanger, keys) =>
		expect(keysOf(presetsOfExchanger(exchanger, PRESETS))).toEqual(keys),
	);

	it.each([
		['mx-1.mailinblack.com', 'mailinblack'],
		['smtp-in.eu.vadesecure.com', 'vade'],
		['mx0a-001.pphosted.com', 'proofpoint'],
		['mx1-eu1.ppe-hosted.com', 'proofpoint'],
		['eu-smtp-inbound-1.mimecast.com', 'mimecast'],
		['d1.a.ess.de.barracudanetworks.com', 'barracuda'],
		['cadrelune.in.tmes.trendmicro.eu', 'trend-micro'],
		['aspmx.l.google.com', undefined],
	])('%s is of the filter %s', (exchanger, key) => expect(gatewayOfExchanger(exchanger)?.key).toBe(key));

	it('by the SPF record and by where autodiscover points to', () => {
		expect(keysOf(presetsOfInclude('spf.protection.outlook.com', PRESETS))).toEqual(['microsoft-365']);
		expect(keysOf(presetsOfInclude('outlook.com', PRESETS))).toEqual([]);
		expect(keysOf(presetsOfAutodiscover('autodiscover.outlook.com', PRESETS))).toEqual(['microsoft-365']);
		expect(keysOf(presetsOfAutodiscover('pro2.mail.ovh.net', PRESETS))).toEqual(['ovh-pro']);
		expect(keysOf(presetsOfAutodiscover('autodiscover.outlook.com.attacker.example', PRESETS))).toEqual([]);
	});

	it('finds the one account of a family that lives on a server', () => {
		const [account, ...others] = accountsAt('pro2.mail.ovh.net', PRESETS);
		expect(others).toEqual([]);
		expect(account!.servers.imap[0]!.host).toBe('pro2.mail.ovh.net');
	});
});
