import type { Nothing } from '../event-data.ts';

/** Mails, received and written. */
export interface MailEvents {
	// Received mail
	'reply-received': { data: { rule: string } };
	/** A person refuses the offer and objects to nothing (5.7-1). */
	'negative-reply-received': { data: { rule: string } };
	'absence-received': { data: { rule: string; returnAt?: string } };
	/** `by`: the report named an address alone, and this is the latest mail of that relay that went there. */
	'bounce-received': { data: { permanent: boolean; status?: string; by?: 'address' } };
	'objection-received': { data: { rule: string } };
	/** A provider's report that names a mail of ours and its recipient (D-05), or its recipient alone (`by`). */
	'complaint-received': { data: { rule: string; by?: 'address' } };
	/** A mail without a verdict: it stands in the conversation. */
	'message-received': { data: { verdict: string } };
	'message-unreadable': { data: { code: string } };
	/** Before the first step: gives no verdict (5.6-7). */
	'early-message-received': { data: Nothing };
	/** What it means is not proven: a person is asked (5.7-1). */
	'doubtful-message-received': { data: { readings: string[] } };
	/** A person said what a doubtful mail is. */
	'reading-chosen': { data: { reading: string } };
	/** Outside any run, while one writes to the person (5.7-5). */
	'outside-message-received': { data: Nothing };
	'verdict-corrected': { data: { from: string; to: string } };

	// Written mail
	'mail-written': { data: { inReplyTo?: string } };
	'mail-sent': { data: Nothing };
	'mail-refused': { data: { code: string; status?: string; by?: 'address' } };
	/**
	 * Not taken because our own account is refused: it waits until then (5.7-4). `mailbox-unshared`: its author is no user of
	 * that mailbox any more (D-25), and no instant is known.
	 */
	'mail-held': { data: { code: string; until?: string } };
	'mail-uncertain': { data: Nothing };
	/** Found in Sent, written by its owner outside the product. */
	'mail-found': { data: Nothing };

	/** It was deleted for good in its mailbox, and what it said was erased here too (G-18). */
	'mail-gone': { data: Nothing };

	/** *Marquer privé*, or given back to everybody (G-31). */
	'mail-privacy-changed': { data: { how: 'private' | 'common' } };
}

/** Their kinds at run time; the compiler refuses a missing one. */
export const MAIL_EVENTS: Record<keyof MailEvents, true> = {
	'reply-received': true,
	'negative-reply-received': true,
	'absence-received': true,
	'bounce-received': true,
	'objection-received': true,
	'complaint-received': true,
	'message-received': true,
	'message-unreadable': true,
	'early-message-received': true,
	'doubtful-message-received': true,
	'reading-chosen': true,
	'outside-message-received': true,
	'verdict-corrected': true,
	'mail-written': true,
	'mail-sent': true,
	'mail-refused': true,
	'mail-held': true,
	'mail-uncertain': true,
	'mail-found': true,
	'mail-gone': true,
	'mail-privacy-changed': true,
};
