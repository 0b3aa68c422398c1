import { publicDomainsOf } from '#platform/addresses/public-mail-domains.ts';
import type { Preset, SendingLimit } from './preset.ts';
import { imaps, submission, submissions } from './servers.ts';

/** None of them publishes a limit; some refuse bursts (`421 OFR_104`). */
const UNPUBLISHED: readonly SendingLimit[] = [{ most: 50, of: 'mails', per: 'day', source: 'unverified' }];

/** Access providers and La Poste: addresses of persons, no domains of customers. */
export const FRENCH_OPERATORS: readonly Preset[] = [
	{
		key: 'orange',
		domains: publicDomainsOf('orange'),
		exchangers: [],
		servers: [{ imap: [imaps('imap.orange.fr')], smtp: [submissions('smtp.orange.fr')] }],
		signIn: ['password'],
		limits: UNPUBLISHED,
	},
	{
		key: 'free',
		domains: publicDomainsOf('free'),
		exchangers: [],
		servers: [
			{ imap: [imaps('imap.free.fr', 'local-part')], smtp: [submissions('smtp.free.fr', 'local-part')] },
		],
		signIn: ['password'],
		limits: UNPUBLISHED,
	},
	{
		key: 'sfr',
		domains: publicDomainsOf('sfr'),
		exchangers: [],
		servers: [{ imap: [imaps('imap.sfr.fr')], smtp: [submissions('smtp.sfr.fr')] }],
		signIn: ['password'],
		limits: UNPUBLISHED,
	},
	{
		key: 'laposte',
		domains: publicDomainsOf('laposte'),
		exchangers: [],
		servers: [
			{
				imap: [imaps('imap.laposte.net', 'local-part')],
				smtp: [submissions('smtp.laposte.net', 'local-part')],
			},
		],
		signIn: ['password'],
		imapSwitchUrl: 'https://aide.laposte.net/',
		limits: UNPUBLISHED,
	},
	{
		key: 'bouygues',
		domains: publicDomainsOf('bouygues'),
		exchangers: [],
		servers: [
			{ imap: [imaps('imap.bbox.fr')], smtp: [submissions('smtp.bbox.fr'), submission('smtp.bbox.fr')] },
		],
		signIn: ['password'],
		limits: UNPUBLISHED,
	},
	{
		key: 'mailo',
		domains: publicDomainsOf('mailo'),
		exchangers: ['mx.mailo.com'],
		includes: ['mailo.com'],
		servers: [{ imap: [imaps('imap.mailo.com')], smtp: [submissions('smtp.mailo.com')] }],
		signIn: ['password'],
		limits: [],
	},
];
