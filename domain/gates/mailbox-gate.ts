import type { MailboxState } from '#prisma/generated/client/client.ts';

/** What is known of the watching of a mailbox (`mailbox_watch`). */
export interface WatchFacts {
	readonly epoch: number;
	readonly caughtUpEpoch: number;
	/** Wall clock. */
	readonly provenAt: Date | null;
	readonly lostAt: Date | null;
	readonly unwatchedAt: Date | null;
}

/**
 * - `ok`: replies are read, so something may leave or end.
 * - `lost`: its owner must mend it (5.2-9).
 * - `unwatched`: nobody proved that it is read, our fault.
 * - `inbox-first`: connected again, but not read to its end.
 */
export type MailboxGate = 'ok' | 'lost' | 'unwatched' | 'inbox-first';

/**
 * Whether a send or a closing verdict may trust that all replies are known (docs/design/processes.md#epoch).
 *
 * @param wallNow proof of life is wall-clock time.
 * @param fresh milliseconds for which a proof holds in this process.
 */
export function mailboxGate(
	mailbox: { readonly state: MailboxState },
	watch: WatchFacts | null,
	wallNow: Date,
	fresh: number,
): MailboxGate {
	if (mailbox.state === 'lost' || mailbox.state === 'error' || watch?.lostAt) return 'lost';
	if (!watch?.provenAt) return 'inbox-first';
	if (watch.unwatchedAt || wallNow.getTime() - watch.provenAt.getTime() > fresh) return 'unwatched';
	return watch.caughtUpEpoch === watch.epoch ? 'ok' : 'inbox-first';
}
