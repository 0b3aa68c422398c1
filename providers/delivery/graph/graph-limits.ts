/** Milliseconds, and bytes. The sum of the times stays below an activity of 15 minutes (docs/design/sending.md#graph). */
export interface GraphLimits {
	/** DNS, TCP and TLS. */
	readonly connectWithin: number;
	/** A request and its answer, but for the one that sends. */
	readonly answerWithin: number;
	/** Everything before the arm: what earlier attempts left, the draft, reading it back. */
	readonly draftWithin: number;
	/** From before the arm transaction is sent to the request to send. */
	readonly dotWithin: number;
	/** The answer to the request to send. */
	readonly sendWithin: number;
	/** Pause before a draft is taken back whose sending was refused as too fast: some of these mails leave all the same. */
	readonly settleWithin: number;
	/** Taking a draft back that was not sent. */
	readonly tidyWithin: number;
	/** A whole look for evidence: shorter than the activity that reconciles (30 s). */
	readonly lookWithin: number;
	/** From the arm until a draft that still stands proves that its mail has not left. */
	readonly standsAfter: number;
	/** Of an answer. That to a new draft holds its whole text. */
	readonly answerAtMost: number;
	/** Of the request that makes a draft, its mail in base64: more is answered with 413. */
	readonly mailAtMost: number;
}

const MEGABYTE = 1024 * 1024;

export const GRAPH_LIMITS: GraphLimits = {
	connectWithin: 20_000,
	answerWithin: 60_000,
	draftWithin: 300_000,
	dotWithin: 5_000,
	sendWithin: 120_000,
	settleWithin: 10_000,
	tidyWithin: 30_000,
	lookWithin: 15_000,
	standsAfter: 180_000,
	answerAtMost: 8 * MEGABYTE,
	mailAtMost: 4 * MEGABYTE,
};
