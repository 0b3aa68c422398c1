import type { SendingProvider } from './sending-provider.ts';

const receivesNothing = { exchangers: [], stamps: [] } as const;

/**
 * Providers that send on others' behalf. Most put a domain of their own in the envelope, so that the From domain's SPF record
 * is not asked, and vouch by DKIM. Sources as in `mailbox-providers.ts`.
 */
export const RELAY_PROVIDERS: readonly SendingProvider[] = [
	{
		// help.brevo.com: "Authenticate your domain"; on shared addresses no include is asked for.
		key: 'brevo',
		name: 'Brevo',
		hosts: ['brevo.com', 'sendinblue.com'],
		spf: { envelope: 'provider', includes: ['spf.brevo.com', 'spf.sendinblue.com'] },
		dkim: {
			selectors: [
				{ selector: 'brevo1', type: 'CNAME', alias: 'b1.{dashed}.dkim.brevo.com' },
				{ selector: 'brevo2', type: 'CNAME', alias: 'b2.{dashed}.dkim.brevo.com' },
				// Domains that were authenticated before 2024.
				{ selector: 'mail', type: 'TXT' },
			],
			areAll: true,
			signsAs: ['brevosend.com', 'sender-sib.com'],
		},
		...receivesNothing,
	},
	{
		// documentation.mailjet.com: "Authenticating Domains with SPF & DKIM"; the envelope is `bnc3.mailjet.com`.
		key: 'mailjet',
		name: 'Mailjet',
		hosts: ['mailjet.com'],
		spf: { envelope: 'provider', includes: ['spf.mailjet.com'] },
		dkim: { selectors: [{ selector: 'mailjet', type: 'TXT' }], areAll: true, signsAs: ['mailjet.com'] },
		...receivesNothing,
	},
	{
		// sendgrid.com/docs: "Domain authentication": the aliases carry the customer's number.
		key: 'sendgrid',
		name: 'SendGrid',
		hosts: ['sendgrid.net', 'sendgrid.com'],
		spf: { envelope: 'provider', includes: ['sendgrid.net'] },
		dkim: {
			selectors: ['s1', 's2'].map((selector) => ({ selector, type: 'CNAME', leadsTo: ['sendgrid.net'] })),
			areAll: false,
			signsAs: ['sendgrid.net', 'sendgrid.me'],
		},
		...receivesNothing,
	},
	{
		// docs.aws.amazon.com/ses: "Authenticating Email with SPF", "Easy DKIM": three selectors of each domain's own.
		key: 'amazonses',
		name: 'Amazon SES',
		hosts: ['amazonaws.com', 'amazonses.com'],
		spf: { envelope: 'provider', includes: ['amazonses.com'] },
		dkim: { selectors: [], areAll: false, signsAs: ['amazonses.com'] },
		...receivesNothing,
	},
	{
		// documentation.mailgun.com: "Domain verification": the envelope is in the sending domain, selectors vary.
		key: 'mailgun',
		name: 'Mailgun',
		hosts: ['mailgun.org', 'mailgun.com'],
		spf: { envelope: 'ours', includes: ['mailgun.org'] },
		dkim: {
			selectors: ['mx', 'k1', 'smtp', 'krs', 'pic', 'mailo', 'email'].map((selector) => ({
				selector,
				type: 'TXT',
			})),
			areAll: false,
			signsAs: ['mailgun.org'],
		},
		...receivesNothing,
	},
	{
		// postmarkapp.com/support: "How do I verify a domain": a selector of each domain's own, `pm.mtasv.net` in the envelope.
		key: 'postmark',
		name: 'Postmark',
		hosts: ['postmarkapp.com', 'mtasv.net'],
		spf: { envelope: 'provider', includes: ['spf.mtasv.net'] },
		dkim: { selectors: [], areAll: false, signsAs: ['mtasv.net'] },
		...receivesNothing,
	},
	{
		// scaleway.com/docs: "Transactional Email", "Add TEM's SPF and DKIM records": the selector is the project's id.
		key: 'scaleway',
		name: 'Scaleway',
		hosts: ['tem.scaleway.com', 'tem.scw.cloud'],
		spf: { envelope: 'ours', includes: ['_spf.tem.scaleway.com', '_spf.tem.scw.cloud'] },
		dkim: { selectors: [], areAll: false, signsAs: [] },
		...receivesNothing,
	},
	{
		// mailchimp.com/help: "Set up email domain authentication".
		key: 'mailchimp',
		name: 'Mailchimp',
		hosts: ['mcsv.net', 'mandrillapp.com', 'mailchimp.com'],
		spf: { envelope: 'provider', includes: ['servers.mcsv.net', 'spf.mandrillapp.com'] },
		dkim: {
			selectors: [
				{ selector: 'k2', type: 'CNAME', alias: 'dkim2.mcsv.net' },
				{ selector: 'k3', type: 'CNAME', alias: 'dkim3.mcsv.net' },
				{ selector: 'k1', type: 'CNAME', alias: 'dkim.mcsv.net', leadsTo: ['mcsv.net'] },
				{ selector: 'mandrill', type: 'TXT' },
			],
			areAll: true,
			signsAs: ['mcsv.net', 'mandrillapp.com'],
		},
		...receivesNothing,
	},
];
