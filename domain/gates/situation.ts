import type { Calendar, Delay } from '#domain/pace/calendar.ts';
import type { StandingHalt } from './held-sends.ts';
import type { StandingRefusal } from './standing-refusal.ts';
import type { SenderBook, Wish } from '#domain/pace/planner.ts';

/** Everything the gates need, read in one transaction. */
export interface Situation {
	readonly phase: 'step' | 'closing';
	readonly position: number;
	readonly steps: number;
	readonly startAt: Date;
	/** The instant at which the delay of this step is over, and the delay as it was typed. */
	readonly dueAt: Date;
	readonly delay: Delay | null;
	readonly address:
		| { readonly kind: 'valid'; readonly addressId: string }
		| { readonly kind: 'suppressed'; readonly since: Date }
		| { readonly kind: 'none' | 'left' | 'invalid' };
	readonly communication:
		| { readonly kind: 'none' }
		| {
				readonly kind: 'before-start' | 'replied' | 'objected' | 'unreadable';
				readonly messageId: string;
		  }
		| {
				readonly kind: 'doubtful';
				readonly messageId: string;
				readonly since: Date;
				/** What it may be (domain/doubt/reading.ts). */
				readonly readings: readonly string[];
		  };
	/** A mail of this run whose fate is not known; `unsettled`: a person is asked. */
	readonly earlierSend: {
		readonly kind: 'uncertain' | 'unsettled';
		readonly sendId: string;
		readonly since: Date;
	} | null;
	/** The recipient's server, or one's own, refused for now. */
	readonly deferral: {
		readonly reason: 'recipient-later' | 'server-unreachable';
		readonly notBefore: Date;
		/** Number of the next try. */
		readonly tries: number;
		readonly max: number | null;
	} | null;
	readonly absence: {
		readonly messageId: string | null;
		readonly since: Date;
		/** First instant of the day of return; null: not stated, or too far away to be believed. */
		readonly until: Date | null;
	} | null;
	readonly pause: {
		readonly by: 'user' | 'sequence';
		readonly since: Date;
		readonly userId: string | null;
	} | null;
	readonly lateness:
		| { readonly kind: 'none' | 'late' }
		| { readonly kind: 'batch'; readonly batchId: string; readonly count: number; readonly hours: number };
	readonly calendar: Calendar;
	readonly closingEndsAt: Date | null;
	/** The database came back from a backup, and this mailbox was not read back yet; domain time. */
	readonly restoredSince: Date | null;
	/** A halt that support set and that names this mail. */
	readonly halt: StandingHalt | null;
	readonly mailbox: MailboxSituation;
	/** A server refuses this mail because of us (5.7-4). */
	readonly refusal: StandingRefusal | null;
	readonly book: SenderBook;
	readonly wish: Wish;
	/** Until when the mailbox's host has no place for it; undefined: it has one, or was not asked. */
	readonly busyUntil?: Date | undefined;
}

/** Whether what is read tells everything. */
export interface MailboxSituation {
	readonly id: string;
	readonly state: 'ok' | 'lost' | 'unwatched' | 'inbox-first';
	/** Domain time since when it is not; null: not known. */
	readonly since: Date | null;
	/** A shared one, and whoever writes is not its user any more (D-25). */
	readonly isTaken: boolean;
}

/** What a person's own mail is asked. */
export type PersonalSituation = Pick<Situation, 'restoredSince' | 'halt' | 'book' | 'refusal'> & {
	readonly sendId: string;
	/** Null: nothing is read of its sender, so nothing is waited for. */
	readonly mailbox: MailboxSituation | null;
	/** Undefined: the address is on no suppression list, or it is one's own. */
	readonly suppressedSince: Date | undefined;
	/** An objection that nobody confirmed, and that this mail does not answer. */
	readonly objectionId: string | null;
};
