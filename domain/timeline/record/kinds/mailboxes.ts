import type { Fields, Nothing } from '../event-data.ts';

/** Mailboxes. */
export interface MailboxEvents {
	'mailbox-connected': { data: Nothing };
	/** All that lay there before was read, for the first time: how many mails, and how many of them were kept. */
	'mailbox-first-read': { data: { read: number; kept: number } };
	/** A folder that was for something is on the server no more; what is taken for it now was `found`, or nothing was. */
	'mailbox-folder-missing': { data: { how: string; role: string } };
	/** A night linked mails of people who became known since (G-17). */
	'mailbox-linked': { data: { count: number } };
	/**
	 * Deletions on the server are carried over (G-18): `on`, `off`, `restored` (ended by a restore of the database), `held` (too
	 * many at once: somebody is asked), `kept` (the answer was no), `returned` (all were back before there was one), `erased`,
	 * `unfinished` (for a week no night saw every folder).
	 */
	'mailbox-deletions': {
		data: {
			how: 'on' | 'off' | 'restored' | 'held' | 'kept' | 'returned' | 'erased' | 'unfinished';
			count?: number;
		};
	};
	'mailbox-lost': { data: { code: string } };
	'mailbox-unwatched': { data: Nothing };
	'mailbox-restored': { data: { blocked?: number } };
	/** Read back after a restore of the database: what it still proves (docs/design/restore.md#behind). */
	'mailbox-read-back': {
		data: { incident: number; steps: number; unknown: number; replies: number; objections: number };
	};
	/** A server refuses its mails because of us (5.7-4): all, those to one domain, or too many of them. */
	'mailbox-refused': { data: { code: string; how: string; domain?: string } };
	/** That is over: a mail got through, the rate fell, its settings changed, a person lifted it. */
	'mailbox-accepted': { data: { how: string } };
	'mailbox-changed': { data: Fields };
	/** Somebody else than its owner tested its connection (5.6-3). */
	'mailbox-tested': { data: Nothing };
	'mailbox-deleted': { data: Nothing };
}

/** Their kinds at run time; the compiler refuses a missing one. */
export const MAILBOX_EVENTS: Record<keyof MailboxEvents, true> = {
	'mailbox-connected': true,
	'mailbox-first-read': true,
	'mailbox-folder-missing': true,
	'mailbox-linked': true,
	'mailbox-deletions': true,
	'mailbox-lost': true,
	'mailbox-unwatched': true,
	'mailbox-restored': true,
	'mailbox-read-back': true,
	'mailbox-refused': true,
	'mailbox-accepted': true,
	'mailbox-changed': true,
	'mailbox-tested': true,
	'mailbox-deleted': true,
};
