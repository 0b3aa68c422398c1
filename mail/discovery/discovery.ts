import type { CheckCode } from '#mail/connection/check-codes.ts';
import type { Preset, SignInWay } from '#mail/presets/preset.ts';
import type { ConnectCode } from '#platform/network/connect-error.ts';
import type { Names } from '#platform/network/names.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';

/**
 * Where a mailbox is looked for:
 *
 * - `domain`: among the providers' own domains; nobody is asked.
 * - `exchanger`: by the domain's mail exchangers.
 * - `signs`: by what else its zone says of a provider: `autodiscover`, SPF. Evidence, no proof.
 * - `autoconfig`, `well-known`: at the domain's own web servers. `directory`: in a public directory of providers.
 * - `services`: by service records (RFC 6186, RFC 8314).
 * - `guess`: at names and ports that are usual.
 */
export type DiscoveryStep =
	'domain' | 'exchanger' | 'signs' | 'autoconfig' | 'well-known' | 'directory' | 'services' | 'guess';

/** A server that may hold the mailbox. `user`: what to sign in as, undefined where only its owner knows. */
export interface ServerOffer {
	readonly host: string;
	readonly port: number;
	readonly security: 'tls' | 'starttls';
	readonly user: string | undefined;
}

/** Where the mailbox may be; it holds the address. Never without encryption (R-22, 5.3-1). */
export interface Candidate {
	readonly step: DiscoveryStep;
	/** The key of the preset that it is an account of. */
	readonly preset: string | undefined;
	/** It follows from signs or habits: nobody who must know said so. */
	readonly isLikely: boolean;
	/** Its servers are neither at the address's domain, nor where its mail arrives, nor at a known provider. */
	readonly isElsewhere: boolean;
	/** An address that anybody may have at the provider: no other server can be authorised for it. */
	readonly isPersonal: boolean;
	/** The preferred one first, the others are other ways to the same mailbox; none where only the other side is known. */
	readonly imap: readonly ServerOffer[];
	readonly smtp: readonly ServerOffer[];
	/** Empty: by no way that we have. */
	readonly signIn: readonly SignInWay[];
}

/**
 * What a step saw beside its candidates. `receives-no-mail`: the domain says so (RFC 7505), or does not exist.
 * `gateway`: its exchanger is a filter, which does not tell the mailboxes. `unconnectable`: a provider that programs cannot
 * reach. `pop-only`: there is POP and no IMAP (Z-34). `clear-only`: all that is told is without encryption.
 */
export type StepRemark = 'receives-no-mail' | 'gateway' | 'unconnectable' | 'pop-only' | 'clear-only';

/** Why a step found nothing: a code of the connection, or what was wrong with the answer. */
export type AskCode =
	ConnectCode | 'timeout' | 'http-error' | 'redirect-refused' | 'answer-too-long' | 'answer-unreadable';

/** What a step found. `unavailable`: nobody answered, it can be asked again. */
export interface StepReport {
	readonly kind: 'step';
	readonly step: DiscoveryStep;
	readonly outcome: 'found' | 'nothing' | 'unavailable';
	readonly milliseconds: number;
	readonly candidates: readonly Candidate[];
	readonly remark?: StepRemark;
	/** The key of the gateway, or of the provider that cannot be connected. */
	readonly recognised?: string;
	readonly code?: AskCode;
}

/** How far a server was followed before any sign-in: its name, TCP, TLS with a good certificate, what a mail server says first. */
export type Reached = 'nothing' | 'name' | 'connection' | 'encryption' | 'greeting';

/** One server that was tried. `greeting` reached: proven, without a code. */
export interface ServerTry {
	readonly server: ServerOffer;
	readonly reached: Reached;
	readonly code?: CheckCode;
	readonly milliseconds: number;
}

/** What is proven of a candidate: on each side the first server that answers as it must, and all that was tried. */
export interface ProofReport {
	readonly kind: 'proof';
	readonly candidate: Candidate;
	readonly imap: SideProof;
	readonly smtp: SideProof;
}

export interface SideProof {
	readonly proven: ServerOffer | undefined;
	readonly tries: readonly ServerTry[];
}

/** A candidate with all that is known of it. */
export interface JudgedCandidate {
	readonly candidate: Candidate;
	/** The steps that found it, its own first. */
	readonly foundBy: readonly DiscoveryStep[];
	readonly imap: SideProof;
	readonly smtp: SideProof;
}

/**
 * What a search came to. `proven`: the first candidate answers on both sides. `unproven`: there are candidates, none does.
 * `unavailable`: names could not be asked. Else why there is no candidate.
 */
export type SearchOutcome =
	| 'proven'
	| 'unproven'
	| 'unconnectable'
	| 'receives-no-mail'
	| 'pop-only'
	| 'clear-only'
	| 'unavailable'
	| 'nothing'
	| 'address-invalid';

/** The last event of a search. */
export interface SearchEnd {
	readonly kind: 'end';
	readonly outcome: SearchOutcome;
	readonly milliseconds: number;
	/** The best first; those that cannot be reached are among them, with what was tried. */
	readonly candidates: readonly JudgedCandidate[];
	/** The key of a provider that cannot be connected. */
	readonly recognised?: string;
}

export type DiscoveryEvent = StepReport | ProofReport | SearchEnd;

/** Ports of services that carry no port in their name; other than these in a world that may not listen there. */
export interface UsualPorts {
	readonly web: number;
	readonly imaps: number;
	readonly imap: number;
	readonly submissions: number;
	readonly submission: number;
}

export const USUAL_PORTS: UsualPorts = { web: 443, imaps: 993, imap: 143, submissions: 465, submission: 587 };

/** What a search asks with. */
export interface DiscoveryTools {
	readonly names: Names;
	readonly policy: NetworkPolicy;
	readonly presets: readonly Preset[];
	/** An https address that a domain is written behind, such as Thunderbird's; undefined: no directory is asked. */
	readonly directory: string | undefined;
	readonly ports: UsualPorts;
	/** Ends the search as its time does: with what is known so far. */
	readonly signal?: AbortSignal;
}

/** Milliseconds, bytes and numbers. */
export interface DiscoveryLimits {
	/** The whole search. */
	readonly within: number;
	/** The exchangers, and then everything else at once. */
	readonly askWithin: number;
	/** One server. */
	readonly proveWithin: number;
	/** After so long without anything told and proven, usual names are tried while others are still asked. */
	readonly guessAfter: number;
	readonly answerAtMost: number;
	readonly redirectsAtMost: number;
	readonly candidatesAtMost: number;
	/** Of one candidate, on each side. */
	readonly serversAtMost: number;
}

/** Five seconds in all (docs/design/recognition.md#time). */
export const DISCOVERY_LIMITS: DiscoveryLimits = {
	within: 5_000,
	askWithin: 2_000,
	proveWithin: 2_500,
	guessAfter: 1_000,
	answerAtMost: 64 * 1024,
	redirectsAtMost: 2,
	candidatesAtMost: 12,
	serversAtMost: 6,
};
