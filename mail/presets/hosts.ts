import { publicDomainsOf } from '#platform/addresses/public-mail-domains.ts';
import type { Preset, SendingLimit } from './preset.ts';
import { imaps, submission, submissions } from './servers.ts';

/** Hosts that run Dovecot as it comes. */
const TEN = { most: 10, source: 'default of Dovecot' } as const;

const IONOS_AN_HOUR: readonly SendingLimit[] = [
	{ most: 500, of: 'mails', per: 'hour', source: 'unverified' },
];

/** Each country of IONOS has servers of its own. */
const ionos = (key: string, country: string, exchangers: string): Preset => ({
	key,
	domains: [],
	exchangers: exchangers.split(' '),
	servers: [
		{
			imap: [imaps(`imap.ionos.${country}`)],
			smtp: [submissions(`smtp.ionos.${country}`), submission(`smtp.ionos.${country}`)],
		},
	],
	signIn: ['password'],
	limits: IONOS_AN_HOUR,
	connections: TEN,
});

/** Hosts of the domains of companies, without OVH and those that have free addresses above all. */
export const HOSTS: readonly Preset[] = [
	{
		key: 'gandi',
		domains: [],
		exchangers: ['mail.gandi.net'],
		includes: ['_mailcust.gandi.net'],
		servers: [
			{
				imap: [imaps('mail.gandi.net')],
				smtp: [submissions('mail.gandi.net'), submission('mail.gandi.net')],
			},
		],
		signIn: ['password'],
		limits: [{ most: 250, of: 'mails', per: 'hour', source: 'unverified' }],
		connections: TEN,
		plusAddresses: true,
	},
	{
		key: 'infomaniak',
		domains: publicDomainsOf('infomaniak'),
		exchangers: ['infomaniak.ch', 'infomaniak.com'],
		includes: ['spf.infomaniak.ch'],
		autodiscovers: ['infomaniak.com', 'infomaniak.ch'],
		servers: [
			{
				imap: [imaps('mail.infomaniak.com')],
				smtp: [submissions('mail.infomaniak.com'), submission('mail.infomaniak.com')],
			},
		],
		// With two-factor sign-in a password is made for each device.
		signIn: ['password', 'app-password'],
		appPasswordUrl: 'https://manager.infomaniak.com/v3/profile/application-password',
		limits: [
			{ most: 1_440, of: 'mails', per: 'day', source: 'Infomaniak FAQ 2065' },
			{ most: 500, of: 'mails', per: 'day', accounts: 'free', source: 'Infomaniak FAQ 2065' },
		],
		connections: TEN,
		plusAddresses: true,
	},
	{ ...ionos('ionos-fr', 'fr', 'ionos.fr 1and1.fr'), autodiscovers: ['adsredir.ionos.info'] },
	{
		...ionos('ionos-de', 'de', 'ionos.de kundenserver.de schlund.de'),
		includes: ['_spf.kundenserver.de'],
	},
	{ ...ionos('ionos-com', 'com', 'ionos.com 1and1.com perfora.net'), includes: ['_spf.perfora.net'] },
	ionos('ionos-es', 'es', 'ionos.es 1and1.es'),
	ionos('ionos-it', 'it', 'ionos.it 1and1.it'),
	ionos('ionos-co-uk', 'co.uk', 'ionos.co.uk 1and1.co.uk'),
	{
		key: 'strato',
		domains: [],
		exchangers: ['rzone.de'],
		servers: [
			{
				imap: [imaps('imap.strato.de')],
				smtp: [submissions('smtp.strato.de'), submission('smtp.strato.de')],
			},
		],
		signIn: ['password'],
		limits: [],
	},
	{
		key: 'hostinger',
		domains: [],
		exchangers: ['hostinger.com'],
		includes: ['_spf.mail.hostinger.com'],
		servers: [{ imap: [imaps('imap.hostinger.com')], smtp: [submissions('smtp.hostinger.com')] }],
		signIn: ['password'],
		limits: [],
	},
	{
		key: 'one-com',
		domains: [],
		exchangers: ['one.com'],
		servers: [{ imap: [imaps('imap.one.com')], smtp: [submissions('send.one.com')] }],
		signIn: ['password'],
		limits: [],
	},
	{
		key: 'combell',
		domains: [],
		exchangers: ['mailprotect.be'],
		servers: [
			{
				imap: [imaps('imap.mailprotect.be')],
				smtp: [submissions('smtp-auth.mailprotect.be'), submission('smtp-auth.mailprotect.be')],
			},
		],
		signIn: ['password'],
		limits: [],
	},
	{
		key: 'rackspace',
		domains: [],
		exchangers: ['emailsrvr.com'],
		includes: ['emailsrvr.com'],
		autodiscovers: ['autodiscover.emailsrvr.com'],
		servers: [
			{
				imap: [imaps('secure.emailsrvr.com')],
				smtp: [submissions('secure.emailsrvr.com'), submission('secure.emailsrvr.com')],
			},
		],
		signIn: ['password'],
		limits: [],
	},
	{
		key: 'godaddy',
		domains: [],
		exchangers: ['secureserver.net'],
		includes: ['secureserver.net'],
		servers: [{ imap: [imaps('imap.secureserver.net')], smtp: [submissions('smtpout.secureserver.net')] }],
		signIn: ['password'],
		limits: [],
	},
	{
		key: 'private-email',
		domains: [],
		exchangers: ['privateemail.com'],
		includes: ['spf.privateemail.com'],
		servers: [
			{
				imap: [imaps('mail.privateemail.com')],
				smtp: [submissions('mail.privateemail.com'), submission('mail.privateemail.com')],
			},
		],
		signIn: ['password'],
		limits: [],
	},
];
