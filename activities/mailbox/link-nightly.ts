import { uidsNotStored } from '#domain/inbound/not-stored.ts';
import { isNightDue, recordNight } from '#domain/mailboxes/nightly.ts';
import { ImapError } from '#mail/imap/imap-error.ts';
import type { ImapSession } from '#mail/imap/imap-session.ts';
import type { ImapFolder } from '#mail/imap/own-folders.ts';
import { SCANNED_FIELDS } from '#mail/inbound/scan-head.ts';
import { watchLimits } from '#platform/limits.ts';
import { KnownInHistory } from './known-in-history.ts';
import { onlyHistory } from './look-back.ts';
import type { Watching } from './mailbox-deps.ts';
import { openAs, readBatch } from './read-folder.ts';

/** What is left of a folder tonight, ascending. */
interface FolderTonight {
	readonly folder: ImapFolder;
	readonly uidValidity: bigint;
	readonly left: number[];
}

interface Night {
	readonly folders: readonly FolderTonight[];
	/** Who became known since is looked up anew each night. */
	readonly known: KnownInHistory;
	linked: number;
}

/**
 * Links the mails of the last weeks with people who became known since (G-17, R-45): once a night, in slices beside what
 * comes. Whoever dies in the middle begins that night again, and nothing is stored twice. One a watch.
 */
export class NightlyLinks {
	private readonly watching: Watching;
	private readonly session: ImapSession;
	private night: Night | undefined;

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
	async slice(watched: readonly ImapFolder[], signal: AbortSignal): Promise<boolean> {
		const { deps, subscriptionId, watch } = this.watching;
		if (!this.night) {
			const isDue = await deps.database.inSubscription(subscriptionId, (tx) =>
				isNightDue(tx, watch.mailboxId, watch.timeZone),
			);
			if (!isDue) return false;
			this.night = { folders: await this.plan(watched), known: new KnownInHistory(this.watching), linked: 0 };
		}
		const night = this.night;
		const next = night.folders.find(({ left }) => left.length > 0);
		if (next) {
			await this.link(night, next, signal);
			return true;
		}
		await deps.database.inSubscription(subscriptionId, (tx) => recordNight(tx, watch, night.linked));
		this.night = undefined;
		return false;
	}

	private async plan(watched: readonly ImapFolder[]): Promise<FolderTonight[]> {
		const { deps, subscriptionId, watch, cursors } = this.watching;
		const { database } = deps;
		const at = await database.inSubscription(subscriptionId, async (tx) => tx.at);
		const since = new Date(at.getTime() - watchLimits.nightlyOver);
		const folders: FolderTonight[] = [];
		for (const folder of watched) {
			const { uidValidity, lastUid } = cursors.get(folder.path) ?? {};
			if (!uidValidity || lastUid === undefined) continue;
			await openAs(this.session, folder.path, uidValidity);
			const all = (await this.session.uidsSince(since)).filter((uid) => BigInt(uid) <= lastUid);
			const place = { mailboxId: watch.mailboxId, folder: folder.path, uidValidity };
			const left = await database.inSubscription(subscriptionId, (tx) => uidsNotStored(tx, place, all));
			folders.push({ folder, uidValidity, left: left.slice(-watchLimits.nightlyAtMost) });
		}
		return folders;
	}

	private async link(night: Night, { folder, uidValidity, left }: FolderTonight, signal: AbortSignal) {
		const until = performance.now() + watchLimits.historySlice;
		const place = { folder: folder.path, uidValidity };
		try {
			await openAs(this.session, folder.path, uidValidity);
			do {
				const batch = left.slice(-watchLimits.historyBatch);
				const heads = await this.session.glances(batch, SCANNED_FIELDS);
				const suspects = await night.known.suspects(heads, folder.specialUse === '\\Sent');
				if (suspects.length > 0)
					await readBatch(this.watching, this.session, folder, place, suspects, {
						only: (some) => onlyHistory(this.watching, folder.path, some),
						isHistory: true,
						onStored: () => (night.linked += 1),
					});
				left.length -= batch.length;
				await this.watching.answered();
			} while (left.length > 0 && performance.now() < until && !signal.aborted);
		} catch (error) {
			if (!(error instanceof ImapError) || !['folder-missing', 'command-refused'].includes(error.code))
				throw error;
			// Gone, or not to be read tonight: the others are.
			left.length = 0;
		}
	}
}
