import type { Preset, PresetServers } from './preset.ts';
import { imaps, submission, submissions } from './servers.ts';

const AT_OVH = {
	family: 'ovh',
	domains: [],
	includes: ['mx.ovh.com'],
	signIn: ['password'],
	connections: { most: 10, source: 'default of Dovecot' },
} as const;

/** Accounts of Email Pro and Exchange live on one server each, which sends as well. */
const onOneServer = (host: string): PresetServers => ({
	imap: [imaps(host)],
	smtp: [submission(host), submissions(host)],
});

const platforms = (name: string, count: number) =>
	Array.from({ length: count }, (_, index) => `${name}${index + 1}.mail.ovh.net`);

/** The first platform of Exchange has no number. */
const EXCHANGE = ['ex.mail.ovh.net', ...platforms('ex', 5).slice(1)];

/**
 * All families receive at `mx0` to `mx4.mail.ovh.net`. Which it is, `_autodiscover._tcp` and autoconfig of a domain tell,
 * where OVH keeps its zone.
 */
export const OVH: readonly Preset[] = [
	{
		...AT_OVH,
		key: 'ovh-mx-plan',
		exchangers: ['mail.ovh.net', 'ovh.net'],
		servers: [{ imap: [imaps('ssl0.ovh.net')], smtp: [submissions('ssl0.ovh.net')] }],
		// Each recipient counts: "limit of 200 messages".
		limits: [{ most: 200, of: 'recipients', per: 'hour', source: 'two French applications' }],
	},
	{
		...AT_OVH,
		key: 'ovh-zimbra',
		exchangers: ['mail.ovh.net'],
		servers: [
			{
				imap: [imaps('zimbra1.mail.ovh.net')],
				smtp: [submissions('zimbra1.mail.ovh.net'), submission('zimbra1.mail.ovh.net')],
			},
		],
		limits: [],
	},
	{
		...AT_OVH,
		key: 'ovh-pro',
		exchangers: ['mail.ovh.net'],
		servers: platforms('pro', 4).map(onOneServer),
		limits: [],
	},
	{
		...AT_OVH,
		key: 'ovh-exchange',
		exchangers: ['mail.ovh.net', ...EXCHANGE],
		servers: EXCHANGE.map(onOneServer),
		limits: [],
	},
];
