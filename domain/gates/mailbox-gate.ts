import type { MailboxState } from '#prisma/generated/client/client.ts';
import { watchLimits } from '#platform/limits.ts';

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

let proofHolds: number = watchLimits.proofFresh;

/** Gives this process the installation's setting, once at its start: gates trust a proof for as long as watchers renew it. */
export function useProofFreshness(milliseconds: number): void {
	proofHolds = milliseconds;
}

/** How long a proof holds in this process, in milliseconds. */
export function proofFreshness(): number {
	return proofHolds;
}

/**
 * Whether a send or a closing verdict may trust that all replies are known (docs/design/processes.md#epoch).
 *
 * @param wallNow proof of life is wall-clock time.
 * @param fresh milliseconds for which a proof holds.
 */
export function mailboxGate(
	mailbox: { readonly state: MailboxState },
	watch: WatchFacts | null,
	wallNow: Date,
	fresh: number = proofHolds,
): MailboxGate {
	if (mailbox.state === 'lost' || mailbox.state === 'error' || watch?.lostAt) return 'lost';
	if (!watch?.provenAt) return 'inbox-first';
	if (watch.unwatchedAt || wallNow.getTime() - watch.provenAt.getTime() > fresh) return 'unwatched';
	return watch.caughtUpEpoch === watch.epoch ? 'ok' : 'inbox-first';
}
