import type { AccountDeps } from '#activities/accounts/account-for.ts';
import type { ReadFolder, TakenWatch } from '#domain/mailboxes/take-watch.ts';
import type { MailReader } from '#mail/inbound/threads/mail-reader.ts';
import type { Config } from '#platform/config.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import type { Nudges } from './nudges.ts';
import type { WatchTimes } from './watch-times.ts';

/** What the mailbox activities need; built once a process. */
export interface MailboxDeps extends AccountDeps {
	/** What mail servers may be reached. */
	readonly policy: NetworkPolicy;
	readonly config: Pick<Config, 'watch'>;
	readonly reader: MailReader;
	/** Signed the tickets by which mails name places of issues. */
	readonly unsubscribeKeys: KeyRing;
	/** Without them the watchers look at their folders by their own clock only. */
	readonly nudges?: Nudges | undefined;
	/** Other durations than the product's, for tests. */
	readonly times?: Partial<WatchTimes> | undefined;
}

/** A mailbox while it is watched. */
export interface Watching {
	readonly deps: MailboxDeps;
	readonly subscriptionId: string;
	readonly watch: TakenWatch;
	/** How far each folder was read, by path; kept in step with the rows. */
	readonly cursors: Map<string, ReadFolder>;
	/** When the mailbox had been read last, in domain time; null while it is read for the first time. */
	knownSince: Date | null;
	/** Folders whose cursor was written by this watch. */
	readonly told: Set<string>;
	/** Called where the server answered: renews the proof of life when it is time. */
	answered(): Promise<void>;
}
