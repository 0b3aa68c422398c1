/** What is known of a kind of relay, as data (docs/design/relays.md#profiles). */
export interface RelayProfile {
	/** The key of its provider in mail/deliverability, or a kind of our own. It is stored and never changes. */
	readonly key: string;
	/** Connections at once. */
	readonly connections: number;
	/** Mails after which a connection is replaced, before the relay closes it. */
	readonly mailsAConnection: number;
	/** Mails a second to begin with; undefined: as fast as it answers. */
	readonly perSecond?: number;
	/** False: commands are sent one by one although the relay offers PIPELINING. */
	readonly pipelines: boolean;
	/** What it does to our Message-ID: `kept`, or replaced by its own, which its answer to the mail tells, at this domain. */
	readonly messageId: 'kept' | { readonly replacedAt: string };
	/**
	 * How bounces come back: to our return address, which is each mail's own (VERP) where the relay may take any, or the login's
	 * where it takes no other; or by a webhook of the relay's, whose return address nobody else sets.
	 */
	readonly bounces: 'own-return-address' | 'return-address' | 'webhook';
	/** Fields that each mail bears for it: those that switch its own measuring off, and those without which it takes none. */
	readonly fields: readonly RelayField[];
	/** The field whose value its webhooks give back. */
	readonly customId?: string;
	/** Fields by which it drops a second copy to the same address; `{issue}` stands for the id. */
	readonly dropsSecondCopies?: readonly RelayField[];
}

export interface RelayField {
	readonly name: string;
	readonly value: string;
}
