/**
 * The one list of reasons (docs/wording/runs.md), as the domain writes them: each with the state it puts a run in. Their
 * sentences stand in texts/reasons.ts under exactly these codes (held by reasons.test.ts).
 */
import type { EngagementState } from '#prisma/generated/client/client.ts';

export const RUN_REASONS = {
	'before-start': 'scheduled',
	'step-delay': 'running',
	'outside-window': 'waiting',
	'closed-day': 'waiting',
	'mailbox-cap': 'waiting',
	'mailbox-ramp': 'waiting',
	'mailbox-gap': 'waiting',
	'mailbox-provider-limit': 'waiting',
	'mailbox-lost': 'blocked',
	'mailbox-unwatched': 'blocked',
	'mailbox-unshared': 'blocked',
	'mailbox-refused': 'blocked',
	'first-contacts-held': 'blocked',
	'inbox-first': 'blocked',
	'message-unreadable': 'blocked',
	'verdict-doubtful': 'blocked',
	'contact-away': 'waiting',
	'contact-away-undated': 'waiting',
	'contact-away-choice': 'blocked',
	'recipient-later': 'waiting',
	'server-unreachable': 'waiting',
	'host-busy': 'waiting',
	'send-uncertain': 'waiting',
	'send-unsettled': 'blocked',
	'engine-unreachable': 'scheduled',
	'paused-by-user': 'paused',
	'sequence-paused': 'paused',
	'communication-before-start': 'blocked',
	'replied-elsewhere': 'blocked',
	'objection-pending': 'blocked',
	'late-batch': 'blocked',
	'database-restored': 'blocked',
	'sending-halted': 'blocked',
	'closing-delay': 'closing',
} as const satisfies Record<string, EngagementState>;

/** Why a run goes on waiting. */
export type RunReason = keyof typeof RUN_REASONS;

export const END_REASONS = {
	'ended-reply': 'succeeded',
	/** A person followed a link, where the sequence counts that (D-30). */
	'ended-click': 'succeeded',
	/** A person opened a mail, where the sequence counts that and the contact agreed to be measured (D-30, 5.7-11). */
	'ended-open': 'succeeded',
	'ended-negative-reply': 'failed',
	/** By its verdict: `succeeded` or `failed`. */
	'ended-stopped': 'failed',
	'ended-withdrawn': 'withdrawn',
	'ended-bounce': 'failed',
	'ended-refused': 'failed',
	'ended-unreachable': 'failed',
	'ended-unsubscribed': 'failed',
	'ended-objection': 'failed',
	'ended-complaint': 'failed',
	'ended-left': 'failed',
	'ended-no-address': 'failed',
	'ended-erased': 'withdrawn',
	'ended-closing': 'failed',
} as const satisfies Record<string, EngagementState>;

/** Why a run ended. */
export type EndReason = keyof typeof END_REASONS;

/** Answers to *Engager*: a refusal, or a question that a person must confirm (5.2-7, 5.6-19). */
export const ENGAGE_ANSWERS = [
	'refused-already-engaged',
	'refused-no-address',
	'refused-objection',
	'refused-objection-pending',
	'refused-mailbox',
	'refused-left',
	'refused-inactive',
	'refused-public-address',
	'confirm-other-sequence',
	'confirm-recent',
	'confirm-off-target',
	'confirm-colleague',
] as const;

export type EngageAnswer = (typeof ENGAGE_ANSWERS)[number];
export type EngageRefusal = Extract<EngageAnswer, `refused-${string}`>;
export type EngageConfirmation = Extract<EngageAnswer, `confirm-${string}`>;

export type ReasonCode = RunReason | EndReason | EngageAnswer;

/** Reasons that wait for a person of the subscription to choose or mend something: the responsible user is told. */
export const NEEDS_CHOICE: ReadonlySet<RunReason> = new Set([
	'communication-before-start',
	'replied-elsewhere',
	'objection-pending',
	'contact-away-choice',
	'send-unsettled',
	'late-batch',
	'message-unreadable',
	'verdict-doubtful',
]);

/**
 * Waits that a person or support began and that somebody ends: as long as one lasts, the closing delay stands still
 * (docs/design/processes.md#lateness). A pause moves the end itself as it is taken back.
 */
export const STANDS_STILL: ReadonlySet<RunReason> = new Set([
	'communication-before-start',
	'replied-elsewhere',
	'objection-pending',
	'message-unreadable',
	'sending-halted',
]);
