import { providerOfHost } from '#mail/deliverability/sending-provider.ts';
import { SENDING_PROVIDERS } from '#mail/deliverability/sending-providers.ts';
import type { RelayProfile } from './relay-profile.ts';

/** Some relays close after 100 to 350 mails, and say so at a price (help.socketlabs.com: 50). */
const USUAL_CONVERSATION = 100;

/** A relay of which nothing is known. */
export const GENERIC_RELAY: RelayProfile = {
	key: 'generic',
	connections: 10,
	mailsAConnection: USUAL_CONVERSATION,
	pipelines: true,
	messageId: 'kept',
	bounces: 'own-return-address',
	fields: [],
};

/**
 * What is known of relays. Whose host it is stands in mail/deliverability, under the same key. What no page of the provider
 * says is marked *unverified*: a default that the relay's own answers correct.
 */
export const RELAY_PROFILES: readonly RelayProfile[] = [
	{
		// Message-ID: PHPMailer#2859; bounces and X-Mailin-custom: anymail "brevo.rst". Connections unverified. No field
		// switches its measuring off: the account does.
		...GENERIC_RELAY,
		key: 'brevo',
		connections: 5,
		messageId: { replacedAt: 'smtp-relay.mailin.fr' },
		bounces: 'webhook',
		customId: 'X-Mailin-custom',
	},
	{
		// dev.mailjet.com: "SMTP relay, custom headers". Connections and Message-ID unverified.
		...GENERIC_RELAY,
		key: 'mailjet',
		connections: 5,
		bounces: 'webhook',
		fields: [
			{ name: 'X-Mailjet-TrackOpen', value: '0' },
			{ name: 'X-Mailjet-TrackClick', value: '0' },
		],
		customId: 'X-MJ-CustomID',
		dropsSecondCopies: [
			{ name: 'X-Mailjet-Campaign', value: '{issue}' },
			{ name: 'X-Mailjet-DeduplicateCampaign', value: 'y' },
		],
	},
	{
		// docs.aws.amazon.com/ses: "Header fields", "Service quotas" (14 a second is what accounts out of the sandbox begin
		// with). It measures only where a configuration set says so, and none is named here.
		...GENERIC_RELAY,
		key: 'amazonses',
		perSecond: 14,
		messageId: { replacedAt: '{region}.amazonses.com' },
	},
	{
		// postmarkapp.com/developer: "Send with SMTP": 10 connections of one address; newsletters need a broadcast stream.
		// X-PM-KeepID unverified.
		...GENERIC_RELAY,
		key: 'postmark',
		bounces: 'webhook',
		fields: [
			{ name: 'X-PM-Message-Stream', value: 'broadcast' },
			{ name: 'X-PM-KeepID', value: 'true' },
			{ name: 'X-PM-TrackOpens', value: 'false' },
			{ name: 'X-PM-TrackLinks', value: 'None' },
		],
		customId: 'X-PM-Metadata-refrain',
	},
	{
		// scaleway.com/docs: "Transactional Email capabilities and limits": no DSN; bounces by Topics & Events alone.
		// Connections and Message-ID unverified.
		...GENERIC_RELAY,
		key: 'scaleway',
		connections: 5,
		bounces: 'webhook',
	},
	{
		// No bulk relay: MX Plan takes 200 mails an hour (help.ovhcloud.com). Message-ID and return address unverified.
		...GENERIC_RELAY,
		key: 'ovh',
		bounces: 'return-address',
		connections: 2,
		perSecond: 200 / 3_600,
	},
	{
		// postfix.org, postconf(5): smtpd_client_connection_count_limit is 50; a conversation has no end of its own.
		...GENERIC_RELAY,
		key: 'postfix',
		connections: 20,
		mailsAConnection: 5_000,
	},
	GENERIC_RELAY,
];

/**
 * The profile of a relay: by the provider whose host it is, or the one that somebody chose for a host of nobody known.
 *
 * @param chosen A key of `RELAY_PROFILES`, such as `postfix`.
 */
export function relayProfileOf(host: string, chosen?: string): RelayProfile {
	const key = providerOfHost(SENDING_PROVIDERS, host)?.key ?? chosen;
	const profile = RELAY_PROFILES.find((known) => known.key === key) ?? GENERIC_RELAY;
	if (profile.messageId === 'kept') return profile;
	const replacedAt = profile.messageId.replacedAt.replace('{region}', regionOf(host));
	return { ...profile, messageId: { replacedAt } };
}

/** docs.aws.amazon.com/ses: the ids of its first region stand at `email`, those of others at the region's name. */
function regionOf(host: string): string {
	const region = host.split('.').find((label) => /^[a-z]{2}(?:-[a-z]+)+-\d+$/.test(label));
	return region === undefined || region === 'us-east-1' ? 'email' : region;
}
