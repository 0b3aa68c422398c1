import { publicDomainsOf } from '#platform/addresses/public-mail-domains.ts';
import type { Preset, SendingLimit } from './preset.ts';
import { imaps, submission, submissions } from './servers.ts';

const FIVE = { most: 5, source: 'unverified' } as const;

const AT_ICLOUD = {
	signIn: ['app-password'],
	appPasswordUrl: 'https://account.apple.com/account/manage',
	limits: [
		{ most: 1_000, of: 'mails', per: 'day', source: 'unverified' },
		{ most: 500, of: 'recipients', per: 'mail', source: 'unverified' },
	],
	plusAddresses: true,
} as const;

const ZOHO_BY_PLAN: readonly SendingLimit[] = [
	{ most: 500, of: 'mails', per: 'day', source: 'unverified' },
	{ most: 50, of: 'mails', per: 'day', accounts: 'free', source: 'unverified' },
];

/** Zoho keeps each continent apart, and organisations apart from persons. */
const zoho = (
	key: string,
	servers: string,
	names: Pick<Preset, 'domains' | 'exchangers' | 'includes'>,
): Preset => ({
	key,
	...names,
	servers: [
		{
			imap: [imaps(`imap${servers}`)],
			smtp: [submissions(`smtp${servers}`), submission(`smtp${servers}`)],
		},
	],
	signIn: ['app-password', 'password'],
	appPasswordUrl: `https://accounts${servers.slice(servers.indexOf('.'))}/home#security/app_password`,
	imapSwitchUrl: 'https://www.zoho.com/mail/help/imap-access.html#EnableIMAP',
	limits: ZOHO_BY_PLAN,
});

/** Providers of the whole world, without Microsoft and Google. */
export const WORLDWIDE: readonly Preset[] = [
	{
		key: 'yahoo',
		domains: publicDomainsOf('yahoo'),
		exchangers: ['yahoodns.net'],
		servers: [
			{
				imap: [imaps('imap.mail.yahoo.com')],
				smtp: [submissions('smtp.mail.yahoo.com'), submission('smtp.mail.yahoo.com')],
			},
		],
		signIn: ['app-password'],
		appPasswordUrl: 'https://login.yahoo.com/account/security',
		limits: [
			{ most: 500, of: 'mails', per: 'day', source: 'Yahoo Small Business help' },
			{ most: 100, of: 'recipients', per: 'mail', source: 'Yahoo Small Business help' },
		],
		connections: FIVE,
	},
	{
		key: 'aol',
		domains: publicDomainsOf('aol'),
		exchangers: ['mail.gm0.yahoodns.net'],
		servers: [
			{ imap: [imaps('imap.aol.com')], smtp: [submissions('smtp.aol.com'), submission('smtp.aol.com')] },
		],
		signIn: ['app-password'],
		appPasswordUrl: 'https://login.aol.com/account/security',
		limits: [],
		connections: FIVE,
	},
	{
		key: 'icloud',
		domains: publicDomainsOf('icloud'),
		exchangers: [],
		servers: [{ imap: [imaps('imap.mail.me.com', 'local-part')], smtp: [submission('smtp.mail.me.com')] }],
		...AT_ICLOUD,
	},
	{
		// The user is a name at Apple: an address of another domain does not tell it.
		key: 'icloud-custom-domain',
		domains: [],
		exchangers: ['mail.icloud.com'],
		includes: ['icloud.com'],
		servers: [
			{ imap: [imaps('imap.mail.me.com', 'asked')], smtp: [submission('smtp.mail.me.com', 'asked')] },
		],
		...AT_ICLOUD,
	},
	zoho('zoho-eu', 'pro.zoho.eu', {
		domains: [],
		exchangers: ['zoho.eu'],
		includes: ['zoho.eu', 'zohomail.eu'],
	}),
	zoho('zoho-com', 'pro.zoho.com', {
		domains: [],
		exchangers: ['zoho.com'],
		includes: ['zoho.com', 'zohomail.com'],
	}),
	zoho('zoho-eu-personal', '.zoho.eu', { domains: publicDomainsOf('zoho-eu-personal'), exchangers: [] }),
	zoho('zoho-com-personal', '.zoho.com', { domains: publicDomainsOf('zoho-com-personal'), exchangers: [] }),
	{
		key: 'fastmail',
		domains: publicDomainsOf('fastmail'),
		exchangers: ['messagingengine.com'],
		includes: ['spf.messagingengine.com'],
		servers: [
			{
				imap: [imaps('imap.fastmail.com')],
				smtp: [submissions('smtp.fastmail.com'), submission('smtp.fastmail.com')],
			},
		],
		signIn: ['app-password'],
		appPasswordUrl: 'https://app.fastmail.com/settings/security/apps',
		limits: [],
		plusAddresses: true,
	},
	{
		key: 'migadu',
		domains: [],
		exchangers: ['migadu.com'],
		includes: ['spf.migadu.com'],
		servers: [{ imap: [imaps('imap.migadu.com')], smtp: [submissions('smtp.migadu.com')] }],
		signIn: ['password'],
		limits: [],
		plusAddresses: true,
	},
	{
		// Its bridge runs on the person's own machine only.
		key: 'proton',
		domains: publicDomainsOf('proton'),
		exchangers: ['protonmail.ch'],
		includes: ['_spf.protonmail.ch'],
		servers: 'none',
		signIn: [],
		limits: [],
		plusAddresses: true,
	},
	{
		key: 'tuta',
		domains: publicDomainsOf('tuta'),
		exchangers: ['tutanota.de'],
		includes: ['spf.tutanota.de'],
		servers: 'none',
		signIn: [],
		limits: [],
	},
	{
		key: 'hey',
		domains: publicDomainsOf('hey'),
		exchangers: ['hey.com'],
		includes: ['_spf.hey.com'],
		servers: 'none',
		signIn: [],
		limits: [],
	},
];
