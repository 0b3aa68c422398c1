import type { Fields, Nothing } from '../event-data.ts';

/** Mailboxes. */
export interface MailboxEvents {
	'mailbox-connected': { data: Nothing };
	'mailbox-lost': { data: { code: string } };
	'mailbox-unwatched': { data: Nothing };
	'mailbox-restored': { data: { blocked?: number } };
	/** Read back after a restore of the database: what it still proves (docs/design/restore.md#behind). */
	'mailbox-read-back': {
		data: { incident: number; steps: number; unknown: number; replies: number; objections: number };
	};
	'mailbox-changed': { data: Fields };
	/** Somebody else than its owner tested its connection (5.6-3). */
	'mailbox-tested': { data: Nothing };
	'mailbox-deleted': { data: Nothing };
}

/** Their kinds at run time; the compiler refuses a missing one. */
export const MAILBOX_EVENTS: Record<keyof MailboxEvents, true> = {
	'mailbox-connected': true,
	'mailbox-lost': true,
	'mailbox-unwatched': true,
	'mailbox-restored': true,
	'mailbox-read-back': true,
	'mailbox-changed': true,
	'mailbox-tested': true,
	'mailbox-deleted': true,
};
