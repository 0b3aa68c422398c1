import type { Answer } from '#platform/network/ask-guarded.ts';

/**
 * What a relay reports of one mail to one address.
 *
 * - `dead-address`: the address does not exist. `refused`: its server does not take this mail, for good.
 * - `delayed`: not taken for now, or refused because of us or of the relay (5.7-4): it says nothing of the person.
 * - `complaint`: she marked it as unwanted. `ignored`: anything else, such as opens, which are measured here.
 */
export type RelayEventKind = 'dead-address' | 'refused' | 'delayed' | 'complaint' | 'ignored';

/** One event, whatever the vendor calls it. */
export interface RelayEvent {
	/** The same whenever the same event is reported again. */
	readonly key: string;
	readonly kind: RelayEventKind;
	/** All that may name the mail: our custom id, Message-IDs without brackets. */
	readonly ids: readonly string[];
	/** Whom it is about; null: it does not say. */
	readonly address: string | null;
	/** RFC 3463. */
	readonly status?: string | undefined;
	/** By the relay's clock. */
	readonly at: Date | null;
}

/** What a call says. */
export type RelayCall =
	| { readonly kind: 'events'; readonly events: readonly RelayEvent[]; readonly topic?: string }
	/** It asks whether reports may come here: `confirm` says yes to the vendor. */
	| { readonly kind: 'confirmation'; readonly topic: string; confirm(): Promise<boolean> }
	| { readonly kind: 'refused'; readonly code: RelayCallFault };

/** Why a call is not believed. */
export type RelayCallFault = 'signature-wrong' | 'format-unknown' | 'topic-other';

/** Asks a web server through the guard; undefined: no answer. */
export type Ask = (url: string) => Promise<Answer | undefined>;

/** How one vendor reports. */
export interface RelayReporter {
	/** Stored; never changes. */
	readonly key: string;
	/** Its own name. */
	readonly name: string;
	/** Ends of the names of its submission hosts. */
	readonly hosts: readonly string[];
	/** Reads the body of a call; a signature is verified where the vendor signs. Never throws for what a stranger wrote. */
	read(body: string, ask: Ask): Promise<RelayCall>;
}
