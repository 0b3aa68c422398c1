import type { DeliveryFault } from '#mail/delivery/delivery-fault.ts';
import type { FilledMail } from './mail-template.ts';

/** Both clocks, read before the transaction that arms a window is sent (docs/design/relays.md). */
export interface Armed {
	/** `performance.now()`: it may stand still while a machine sleeps. */
	readonly monotonic: number;
	/** `Date.now()`: it may be set. */
	readonly wall: number;
}

/** A mail of an armed window. */
export interface RelayMail {
	/** The return address, read by `parseAddress`; of this mail alone where reports come back by it. */
	readonly from: string;
	/** That of all mails, where `from` is this one's own: what it leaves with from a relay that refuses the other. */
	readonly plainFrom?: string;
	/** Read by `parseAddress`. */
	readonly to: string;
	/** What delivery reports name (RFC 3461), where the relay offers them. */
	readonly envelopeId?: string;
	readonly bytes: FilledMail;
}

/** Writes a mail, when a line has come for it. Whatever it throws refuses this mail alone: nobody can write it. */
export type MakeMail = () => RelayMail;

/** Mails that were armed in one commit. */
export interface RelayBatch {
	readonly armed: Armed;
	readonly mails: readonly MakeMail[];
	/** Called once for each mail, by its index, in any order, never within the call of `send`. */
	settled(index: number, outcome: RelayOutcome): void;
}

/**
 * What became of a mail.
 *
 * - `accepted`: the relay holds it; `serverId` is the Message-ID that it gave, where it replaces ours.
 * - `rejected`: it was definitely refused and no copy exists; it is not to be tried again by itself.
 * - `unsent`: its dot was certainly never written, or what it was answered concerns our account or the relay and says that
 *   it was not taken. The caller records `disarmed`, and it waits again.
 * - `unknown`: the dot was written and no answer came that can be relied on. Never to be repeated by itself.
 *
 * `reply` is what the relay said, without addresses.
 */
export type RelayOutcome =
	| { readonly state: 'accepted'; readonly serverId?: string }
	| Unaccepted<'rejected'>
	| Unaccepted<'unsent'>
	| Unaccepted<'unknown'>;

interface Unaccepted<State extends string> {
	readonly state: State;
	readonly fault: DeliveryFault;
	readonly reply?: string;
}
