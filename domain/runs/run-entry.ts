/** What the clock names where a run did not come to rest: a mail on its way, an engagement, a notification. */
export type RunHalt = 'sends' | 'runs' | 'notifications';

/** Rows of a kind that hold the clock, and how a halt names them. */
export interface HeldRows {
	/** A SELECT without parameters. */
	readonly rows: string;
	readonly halt: RunHalt;
}

/**
 * What the house knows of one kind of run, as data (docs/design/rows-and-commands.md#run-kinds). The SQL has no parameters and
 * reads as refrain_dispatch, or as refrain_support for `shown`: ids, instants and codes of every subscription, no words.
 */
export interface RunEntry {
	/** The rows that must have a run: `subscription_id, id`. */
	readonly live: string;
	/** Where the owner of a row stands; `itself`: the id is a user's; null: nobody owns it. */
	readonly owner: { readonly table: string; readonly column: string } | 'itself' | null;
	/**
	 * The rows that wait for an instant of domain time: `subscription_id, id, due, waits_for_clock`. The last is false where
	 * the instant is one of the wall clock, which *Avancer le temps* does not go by. Null: no row of this kind waits for one.
	 */
	readonly due: HeldRows | null;
	/** The rows at work at this very instant, whose end *Avancer le temps* waits for: `subscription_id, id`. */
	readonly underWay: HeldRows | null;
	/** Seconds by which a poke of this kind goes before others in a backlog; it never makes others wait longer than that. */
	readonly headStart: number;
	/** Which heartbeat of the installation its long activity has. */
	readonly heartbeat: 'send' | 'watch' | null;
	/**
	 * Whether the run has looked since a command, or is over: a SELECT of one boolean over `run.id` and `run.since` (domain
	 * time), read as refrain_app. Null: its looks leave no trace that is announced, so a command does not wait for one.
	 */
	readonly answered: string | null;
	/**
	 * The rows that support sees, live and ended: `subscription_id, id, owner_id, mailbox_id, address, state, reason, since,
	 * begun_at, next_at, is_live, count, fault`, of a kind with variants also `variant`. `state` is a RunState of texts/,
	 * `address` is masked before it is shown, and `fault` the last code that a machine answered. `limits.proof_fresh` is how
	 * long a proof of a mailbox holds.
	 */
	readonly shown: string;
	/** Whether `shown` tells variants apart: a reply, a test mail. */
	readonly hasVariants?: true;
	/** By which column of `event` the lines of a run are found; null: it leaves none. */
	readonly events: 'engagement_id' | 'mailbox_id' | 'send_id' | null;
}
