import { getDomain } from 'tldts';
import type { MailAddress } from '#mail/mime/address.ts';
import type { Gateway } from '#mail/presets/gateways.ts';
import type { Preset, PresetServer, SignInWay } from '#mail/presets/preset.ts';
import { accountsAt } from '#mail/presets/recognise.ts';
import type { PresetAccount } from '#mail/presets/recognise.ts';
import type { Candidate, DiscoveryStep, ServerOffer } from './discovery.ts';

/** What is looked for, and what its exchangers said. */
export interface Subject {
	readonly address: MailAddress;
	/** The preferred one first; empty where nobody said. */
	readonly exchangers: readonly string[];
	/** The filter that the preferred exchanger belongs to. */
	readonly gateway: Gateway | undefined;
	/** The exchangers could not be asked: whatever else is found may be overruled by them. */
	readonly isUnsure: boolean;
}

/** Servers of one mailbox, as a stranger's answer tells them. */
export interface ToldServers {
	readonly imap: readonly ServerOffer[];
	readonly smtp: readonly ServerOffer[];
	readonly signIn: readonly SignInWay[];
	/** A side was not told and is guessed. */
	readonly isLikely?: boolean;
}

/** An account of a known provider. */
export function candidateOfPreset(
	{ preset, servers }: PresetAccount,
	address: MailAddress,
	step: DiscoveryStep,
	isLikely: boolean,
): Candidate {
	const offered = ({ host, port, security, login }: PresetServer): ServerOffer => ({
		host,
		port,
		security,
		user: login === 'asked' ? undefined : login === 'address' ? address.address : address.local,
	});
	return {
		step,
		preset: preset.key,
		isLikely,
		isElsewhere: false,
		isPersonal: step === 'domain',
		imap: servers.imap.map(offered),
		smtp: servers.smtp.map(offered),
		signIn: preset.signIn,
	};
}

/** What a stranger told. Where it is a known provider's server, that provider's ways to sign in are taken. */
export function candidateOfTold(
	told: ToldServers,
	subject: Subject,
	step: DiscoveryStep,
	presets: readonly Preset[],
): Candidate {
	const [first] = told.imap;
	const known = first && accountsAt(first.host, presets)[0]?.preset;
	const homes = homesOf(subject);
	return {
		step,
		preset: known?.key,
		isLikely: subject.isUnsure || (told.isLikely ?? false),
		isElsewhere: !known && [...told.imap, ...told.smtp].some(({ host }) => !homes.has(ownerOf(host))),
		isPersonal: false,
		imap: told.imap,
		smtp: told.smtp,
		signIn: known?.signIn ?? told.signIn,
	};
}

/** The registered domain of a host: `ovh.net` of `mx1.mail.ovh.net`. */
export function ownerOf(host: string): string {
	return getDomain(host, { allowPrivateDomains: true }) ?? host;
}

/** The preferred exchanger is one of the address's own domain. */
export function isReceivedAtHome({ address, exchangers: [preferred] }: Subject): boolean {
	return preferred !== undefined && ownerOf(preferred) === ownerOf(address.domain);
}

/** A filter's domain is no home: anybody's mailbox may stand behind it. */
function homesOf({ address, exchangers, gateway }: Subject): ReadonlySet<string> {
	return new Set([address.domain, ...(gateway ? [] : exchangers)].map(ownerOf));
}
