import { publicDomainsOf } from '#platform/addresses/public-mail-domains.ts';
import type { Preset } from './preset.ts';
import { imaps, submission } from './servers.ts';

const FILES_AND_TAGS = { filesSent: true, plusAddresses: true } as const;

export const MICROSOFT: readonly Preset[] = [
	{
		key: 'microsoft-365',
		// Names under onmicrosoft.com belong to one tenant each: their exchanger tells them.
		domains: [],
		exchangers: ['mail.protection.outlook.com', 'mx.microsoft'],
		includes: ['spf.protection.outlook.com'],
		autodiscovers: ['autodiscover.outlook.com', 'autodiscover-s.outlook.com'],
		servers: [{ imap: [imaps('outlook.office365.com')], smtp: [submission('smtp.office365.com')] }],
		signIn: ['microsoft'],
		...FILES_AND_TAGS,
		// A tenant has a limit too: 500 × licences^0.7 + 9,500 recipients outside of it in 24 h.
		limits: [
			{ most: 10_000, of: 'recipients', per: 'day', source: 'Microsoft Q&A' },
			{ most: 30, of: 'mails', per: 'minute', source: 'Microsoft Q&A' },
			{ most: 500, of: 'recipients', per: 'mail', source: 'Microsoft Q&A' },
			{ most: 3, of: 'submissions', per: 'moment', source: 'Microsoft Q&A' },
		],
		connections: { most: 20, source: 'unverified' },
	},
	{
		key: 'outlook-com',
		domains: publicDomainsOf('outlook-com'),
		exchangers: ['olc.protection.outlook.com', 'hotmail.com'],
		servers: [
			{
				imap: [imaps('outlook.office365.com')],
				smtp: [submission('smtp-mail.outlook.com'), submission('smtp.office365.com')],
			},
		],
		signIn: ['microsoft'],
		...FILES_AND_TAGS,
		limits: [
			{ most: 300, of: 'mails', per: 'day', accounts: 'new', source: 'unverified' },
			{ most: 5_000, of: 'recipients', per: 'day', source: 'unverified' },
		],
		connections: { most: 20, source: 'unverified' },
	},
];
