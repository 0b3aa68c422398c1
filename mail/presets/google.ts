import { publicDomainsOf } from '#platform/addresses/public-mail-domains.ts';
import type { Preset } from './preset.ts';
import { imaps, submission, submissions } from './servers.ts';

const AT_GOOGLE = {
	servers: [
		{
			imap: [imaps('imap.gmail.com')],
			smtp: [submissions('smtp.gmail.com'), submission('smtp.gmail.com')],
		},
	],
	signIn: ['google', 'app-password'],
	appPasswordUrl: 'https://myaccount.google.com/apppasswords',
	filesSent: true,
	plusAddresses: true,
	connections: { most: 15, source: 'dlt documentation' },
} as const;

export const GOOGLE: readonly Preset[] = [
	{
		key: 'google-workspace',
		domains: [],
		exchangers: ['google.com', 'googlemail.com'],
		includes: ['_spf.google.com', 'aspmx.googlemail.com'],
		...AT_GOOGLE,
		limits: [
			{ most: 2_000, of: 'mails', per: 'day', source: 'Nylas' },
			{ most: 500, of: 'mails', per: 'day', accounts: 'trial', source: 'Nylas' },
		],
	},
	{
		key: 'gmail',
		domains: publicDomainsOf('gmail'),
		exchangers: ['gmail-smtp-in.l.google.com'],
		...AT_GOOGLE,
		limits: [
			{ most: 500, of: 'mails', per: 'day', source: 'Nylas, Korben' },
			{ most: 100, of: 'recipients', per: 'mail', source: 'Nylas, Korben' },
		],
	},
];
