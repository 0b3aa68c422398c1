import type { SendingProvider } from './sending-provider.ts';

/**
 * Providers of mailboxes: mail leaves under the address of the mailbox, so that its domain's SPF record is asked. Source of
 * each: its own help page where one is named, else records of its customers in public zone files, looked at in November 2026.
 */
export const MAILBOX_PROVIDERS: readonly SendingProvider[] = [
	{
		// learn.microsoft.com: "How to use DKIM for email in your custom domain", "Set up SPF". New tenants' aliases lead to
		// `….<letter>-v1.dkim.mail.microsoft`, older ones to their `onmicrosoft.com`; receiving servers write no authserv-id.
		key: 'microsoft',
		name: 'Microsoft 365',
		hosts: ['outlook.com', 'office365.com', 'mx.microsoft'],
		spf: { envelope: 'ours', includes: ['spf.protection.outlook.com'] },
		dkim: {
			selectors: ['selector1', 'selector2'].map((selector) => ({
				selector,
				type: 'CNAME',
				leadsTo: ['onmicrosoft.com', 'dkim.mail.microsoft'],
			})),
			areAll: true,
			signsAs: ['onmicrosoft.com'],
		},
		exchangers: [],
		stamps: 'unnamed',
	},
	{
		// support.google.com/a: "Set up SPF", "Set up DKIM" (the prefix `google` can be changed), "Set up MX records".
		key: 'google',
		name: 'Google Workspace',
		hosts: ['google.com', 'googlemail.com', 'gmail.com'],
		spf: { envelope: 'ours', includes: ['_spf.google.com'] },
		dkim: {
			selectors: [{ selector: 'google', type: 'TXT' }],
			areAll: false,
			signsAs: ['gappssmtp.com'],
		},
		exchangers: ['1 smtp.google.com'],
		stamps: ['mx.google.com'],
	},
	{
		// help.ovhcloud.com: "Configure an SPF record", "Configure a DKIM record": selectors carry the account's number
		// (`ovhmo123456-selector1`, `ovhex…`, `ovhemp…`); newer ones are the same for all.
		key: 'ovh',
		name: 'OVHcloud',
		hosts: ['ovh.net', 'ovh.com'],
		spf: { envelope: 'ours', includes: ['mx.ovh.com'] },
		dkim: {
			selectors: ['ovhmo-selector-1', 'ovhmo-selector-2'].map((selector) => ({
				selector,
				type: 'CNAME',
				leadsTo: ['dkim.mail.ovh.net'],
			})),
			areAll: false,
			signsAs: [],
		},
		exchangers: [],
		stamps: ['ovh.net'],
	},
	{
		// helpdesk.gandi.net: "What is an SPF record"; docs.gandi.net: "Enable antispoofing tools".
		key: 'gandi',
		name: 'Gandi',
		hosts: ['gandi.net'],
		spf: { envelope: 'ours', includes: ['_mailcust.gandi.net'] },
		dkim: {
			selectors: ['gm1', 'gm2', 'gm3'].map((selector) => ({
				selector,
				type: 'CNAME',
				alias: `${selector}.gandimail.net`,
			})),
			areAll: true,
			signsAs: [],
		},
		exchangers: ['10 spool.mail.gandi.net', '50 fb.mail.gandi.net'],
		stamps: ['gandi.net'],
	},
	{
		// infomaniak.com/support: "Manage DKIM records": a selector is the day of the key, such as `20240112`.
		key: 'infomaniak',
		name: 'Infomaniak',
		hosts: ['infomaniak.com', 'infomaniak.ch'],
		spf: { envelope: 'ours', includes: ['spf.infomaniak.ch'] },
		dkim: { selectors: [], areAll: false, signsAs: [] },
		exchangers: ['5 mta-gw.infomaniak.ch'],
		stamps: ['infomaniak.com', 'infomaniak.ch'],
	},
	...[
		{
			hosts: ['ionos.fr', 'ionos.de', 'ionos.es', 'ionos.it', 'ionos.co.uk', '1und1.de', 'kundenserver.de'],
			include: '_spf-eu.ionos.com',
		},
		{ hosts: ['ionos.com', 'perfora.net'], include: '_spf-us.ionos.com' },
	].map(({ hosts, include }): SendingProvider => ({
		// ionos.de/hilfe: "E-Mail-Authentifizierung mit DKIM", "Spam-Versand vermeiden mit SPF-Record".
		key: 'ionos',
		name: 'IONOS',
		hosts,
		spf: { envelope: 'ours', includes: [include] },
		dkim: {
			selectors: [
				{ selector: 's1-ionos', type: 'CNAME', alias: 's1.dkim.ionos.com' },
				{ selector: 's2-ionos', type: 'CNAME', alias: 's2.dkim.ionos.com' },
				{ selector: 's42582890', type: 'CNAME', alias: 's42582890.dkim.ionos.com' },
			],
			areAll: true,
			signsAs: [],
		},
		exchangers: [],
		stamps: ['kundenserver.de'],
	})),
	...[
		{ hosts: ['zoho.eu', 'zohomail.eu'], includes: ['zohomail.eu', 'one.zoho.eu', 'zoho.eu'] },
		{ hosts: ['zoho.com', 'zohomail.com'], includes: ['zoho.com', 'zohomail.com', 'one.zoho.com'] },
		{ hosts: ['zoho.in', 'zohomail.in'], includes: ['zoho.in'] },
	].map(({ hosts, includes }): SendingProvider => ({
		// zoho.com/mail/help: "SPF", "DKIM" (`zmail` is proposed, each chooses). Each region has includes of its own.
		key: 'zoho',
		name: 'Zoho Mail',
		hosts,
		spf: { envelope: 'ours', includes },
		dkim: {
			selectors: ['zmail', 'zoho'].map((selector) => ({ selector, type: 'TXT' })),
			areAll: false,
			signsAs: [],
		},
		exchangers: [],
		stamps: ['zohomail.eu', 'zohomail.com', 'zohomail.in'],
	})),
	{
		// Zone files of customers; its tool *Authentification* writes the key.
		key: 'o2switch',
		name: 'o2switch',
		hosts: ['o2switch.net', 'jabatus.fr'],
		spf: { envelope: 'ours', includes: ['spf.jabatus.fr'] },
		dkim: { selectors: [{ selector: 'default', type: 'TXT' }], areAll: false, signsAs: [] },
		exchangers: [],
		stamps: [],
	},
	{
		// support.apple.com: "Set up an existing domain with iCloud Mail".
		key: 'icloud',
		name: 'iCloud',
		hosts: ['icloud.com', 'me.com'],
		spf: { envelope: 'ours', includes: ['icloud.com'] },
		dkim: {
			selectors: [{ selector: 'sig1', type: 'CNAME', alias: 'sig1.dkim.{domain}.at.icloudmailadmin.com' }],
			areAll: true,
			signsAs: ['icloud.com', 'me.com'],
		},
		exchangers: ['10 mx01.mail.icloud.com', '10 mx02.mail.icloud.com'],
		stamps: ['icloud.com'],
	},
	{
		// fastmail.help: "Manual DNS configuration".
		key: 'fastmail',
		name: 'Fastmail',
		hosts: ['messagingengine.com', 'fastmail.com'],
		spf: { envelope: 'ours', includes: ['spf.messagingengine.com'] },
		dkim: {
			selectors: ['fm1', 'fm2', 'fm3', 'mesmtp'].map((selector) => ({
				selector,
				type: 'CNAME',
				alias: `${selector}.{domain}.dkim.fmhosted.com`,
			})),
			areAll: true,
			signsAs: ['messagingengine.com'],
		},
		exchangers: ['10 in1-smtp.messagingengine.com', '20 in2-smtp.messagingengine.com'],
		stamps: ['messagingengine.com'],
	},
	{
		// proton.me/support: "Anti-spoofing for custom domains"; the alias carries a name of each customer's own.
		key: 'proton',
		name: 'Proton Mail',
		hosts: ['protonmail.ch', 'proton.ch', 'proton.me'],
		spf: { envelope: 'ours', includes: ['_spf.protonmail.ch'] },
		dkim: {
			selectors: ['protonmail', 'protonmail2', 'protonmail3'].map((selector) => ({
				selector,
				type: 'CNAME',
				leadsTo: ['domains.proton.ch'],
			})),
			areAll: true,
			signsAs: ['proton.me', 'protonmail.com'],
		},
		exchangers: [],
		stamps: ['mail.protonmail.ch'],
	},
];
