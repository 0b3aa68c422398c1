import { publicDomainsOf } from '#platform/addresses/public-mail-domains.ts';
import type { Preset } from './preset.ts';
import { imaps, submission, submissions } from './servers.ts';

/** Free addresses and access providers of Germany, Belgium and Switzerland. */
export const GERMAN_AND_NEIGHBOURS: readonly Preset[] = [
	{
		key: 'gmx',
		domains: publicDomainsOf('gmx'),
		exchangers: ['gmx.net'],
		servers: [
			{
				imap: [imaps('imap.gmx.net')],
				smtp: [submissions('mail.gmx.net'), submission('mail.gmx.net')],
			},
		],
		signIn: ['password', 'app-password'],
		imapSwitchUrl: 'https://hilfe.gmx.net/pop-imap/einschalten.html',
		limits: [],
	},
	{
		// The same company, other servers.
		key: 'gmx-com',
		domains: publicDomainsOf('gmx-com'),
		exchangers: ['gmx.com'],
		servers: [
			{
				imap: [imaps('imap.gmx.com')],
				smtp: [submissions('mail.gmx.com'), submission('mail.gmx.com')],
			},
		],
		signIn: ['password', 'app-password'],
		imapSwitchUrl: 'https://support.gmx.com/pop-imap/toggle.html',
		limits: [],
	},
	{
		key: 'web-de',
		domains: publicDomainsOf('web-de'),
		exchangers: [],
		servers: [
			{
				imap: [imaps('imap.web.de', 'local-part')],
				smtp: [submissions('smtp.web.de', 'local-part'), submission('smtp.web.de', 'local-part')],
			},
		],
		signIn: ['password', 'app-password'],
		imapSwitchUrl: 'https://hilfe.web.de/pop-imap/einschalten.html',
		limits: [],
	},
	{
		key: 't-online',
		domains: publicDomainsOf('t-online'),
		exchangers: [],
		servers: [
			{
				imap: [imaps('secureimap.t-online.de')],
				smtp: [submissions('securesmtp.t-online.de'), submission('securesmtp.t-online.de')],
			},
		],
		// The password of the website does not open the mailbox: one for programs is set there.
		signIn: ['app-password'],
		appPasswordUrl: 'https://www.telekom.de/hilfe/apps-dienste/e-mail/programme/passwort-verwalten',
		limits: [],
	},
	{
		key: 'mailbox-org',
		domains: publicDomainsOf('mailbox-org'),
		exchangers: ['mailbox.org'],
		includes: ['mailbox.org'],
		servers: [
			{
				imap: [imaps('imap.mailbox.org')],
				smtp: [submissions('smtp.mailbox.org'), submission('smtp.mailbox.org')],
			},
		],
		signIn: ['password', 'app-password'],
		limits: [],
		plusAddresses: true,
	},
	{
		key: 'posteo',
		domains: publicDomainsOf('posteo'),
		exchangers: [],
		servers: [{ imap: [imaps('posteo.de')], smtp: [submissions('posteo.de'), submission('posteo.de')] }],
		signIn: ['password'],
		limits: [],
		plusAddresses: true,
	},
	{
		key: 'proximus',
		domains: publicDomainsOf('proximus'),
		exchangers: [],
		servers: [{ imap: [imaps('imap.proximus.be')], smtp: [submission('relay.proximus.be')] }],
		signIn: ['password'],
		limits: [],
	},
	{
		key: 'bluewin',
		domains: publicDomainsOf('bluewin'),
		exchangers: [],
		servers: [{ imap: [imaps('imaps.bluewin.ch')], smtp: [submissions('smtpauths.bluewin.ch')] }],
		signIn: ['password'],
		limits: [],
	},
];
