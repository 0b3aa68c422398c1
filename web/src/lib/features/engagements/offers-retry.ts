import type { RunReason } from '#domain/gates/reasons.ts';

/** Whether *Réessayer maintenant* can shorten a wait: one without an answer here does not compile. */
const OFFERS_RETRY: Record<RunReason, boolean> = {
	'before-start': false,
	'step-delay': false,
	'outside-window': false,
	'closed-day': false,
	'mailbox-cap': false,
	'mailbox-ramp': false,
	'mailbox-gap': false,
	'mailbox-provider-limit': false,
	'mailbox-lost': false,
	'mailbox-unwatched': false,
	'mailbox-unshared': false,
	'mailbox-refused': false,
	'first-contacts-held': false,
	'inbox-first': false,
	'message-unreadable': false,
	'verdict-doubtful': false,
	'contact-away': false,
	'contact-away-undated': false,
	'contact-away-choice': false,
	'recipient-later': true,
	'server-unreachable': true,
	'host-busy': false,
	'send-uncertain': false,
	'send-unsettled': false,
	'engine-unreachable': false,
	'paused-by-user': false,
	'sequence-paused': false,
	'communication-before-start': false,
	'replied-elsewhere': false,
	'objection-pending': false,
	'late-batch': false,
	'database-restored': false,
	'sending-halted': false,
	'closing-delay': false,
};

/** Whether a run that waits for this reason may be tried at once. An end, or a reason of another release, may not. */
export function offersRetry(reason: string): boolean {
	return Object.hasOwn(OFFERS_RETRY, reason) && OFFERS_RETRY[reason as RunReason];
}
