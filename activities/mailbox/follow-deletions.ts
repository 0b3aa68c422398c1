import { beginDeletionsNight, type DeletionsNight } from '#domain/mailboxes/deletions/begin-night.ts';
import { recordDeletionsNight, type NightSeen } from '#domain/mailboxes/deletions/record-night.ts';
import { ImapError } from '#mail/imap/imap-error.ts';
import type { ImapSession } from '#mail/imap/imap-session.ts';
import { watchLimits } from '#platform/limits.ts';
import type { Watching } from './mailbox-deps.ts';
import { lookThroughFolders } from './look-through-folders.ts';

/** Whatever a server says of one folder: a night that cannot see all of them proves nothing. */
const OF_A_FOLDER: readonly string[] = ['folder-missing', 'command-refused', 'uids-not-kept'];

/**
 * Looks each night which mails that we keep are in no folder of their mailbox any more, where deletions are followed (G-18,
 * docs/design/imap.md#deletions); in slices beside what comes. One a watch.
 */
export class FollowedDeletions {
	private readonly watching: Watching;
	private readonly session: ImapSession;
	private night: { readonly of: DeletionsNight; readonly look: AsyncGenerator<void, NightSeen> } | undefined;

	constructor(watching: Watching, session: ImapSession) {
		this.watching = watching;
		this.session = session;
	}

	/**
	 * Works for some seconds where a night is due. Another folder than before may be open afterwards.
	 *
	 * @returns whether something is left.
	 * @throws ImapError, FencedOut
	 */
	async slice(signal: AbortSignal): Promise<boolean> {
		const { deps, subscriptionId, watch } = this.watching;
		if (!this.night) {
			const begun = await deps.database.inSubscription(subscriptionId, (tx) =>
				beginDeletionsNight(tx, watch),
			);
			if (!begun) return false;
			this.night = { of: begun, look: lookThroughFolders(this.session, begun.mails) };
		}
		const { of: night, look } = this.night;
		const until = performance.now() + watchLimits.historySlice;
		try {
			do {
				const step = await look.next();
				if (!step.done) {
					await this.watching.answered();
					continue;
				}
				this.night = undefined;
				await deps.database.inSubscription(subscriptionId, (tx) =>
					recordDeletionsNight(tx, watch, night, step.value),
				);
				return false;
			} while (performance.now() < until && !signal.aborted);
			return true;
		} catch (error) {
			this.night = undefined;
			if (!(error instanceof ImapError) || !OF_A_FOLDER.includes(error.code)) throw error;
			deps.logger.warn(
				{ mailboxId: watch.mailboxId, code: error.code },
				'a night could not see every folder',
			);
			return false;
		}
	}
}
