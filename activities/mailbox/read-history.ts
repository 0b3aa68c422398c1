import { confirmFirstReading } from '#domain/connections/tell-owner.ts';
import { endReading } from '#domain/mailboxes/end-reading.ts';
import { historyDue, recordHistory, type HistoryDue, type HistoryFolder } from '#domain/mailboxes/history.ts';
import { ImapError } from '#mail/imap/imap-error.ts';
import type { ImapSession } from '#mail/imap/imap-session.ts';
import type { Glance } from '#mail/imap/found-in-folder.ts';
import type { ImapFolder } from '#mail/imap/own-folders.ts';
import { SCANNED_FIELDS } from '#mail/inbound/scan-head.ts';
import { watchLimits } from '#platform/limits.ts';
import { onlyHistory } from './look-back.ts';
import type { Watching } from './mailbox-deps.ts';
import { KnownInHistory } from './known-in-history.ts';
import { openAs, readBatch } from './read-folder.ts';

/** What is left of a folder; the rows say the same, so that another process makes the same plan. */
interface Plan {
	readonly askedAt: Date;
	readonly uidValidity: bigint;
	readonly total: number;
	/** Ascending; the latest mails are read first. */
	readonly left: number[];
}

const NOTHING_AHEAD: Promise<Glance[]> = Promise.resolve([]);

/**
 * Reads what lay in a mailbox before it was connected (R-26, docs/design/imap.md#history), a slice at a time, so that what
 * comes meanwhile waits for no more than a slice. One a watch.
 */
export class HistoryReader {
	private readonly watching: Watching;
	private readonly session: ImapSession;
	private readonly known: KnownInHistory;
	private readonly plans = new Map<string, Plan>();
	/** Folders that this server does not let us read: they hold back no end. */
	private readonly refused = new Set<string>();

	constructor(watching: Watching, session: ImapSession) {
		this.watching = watching;
		this.session = session;
		this.known = new KnownInHistory(watching);
	}

	/**
	 * Reads for some seconds, in the folders that are watched. Another folder than before may be open afterwards.
	 *
	 * @returns whether something is left to read.
	 * @throws ImapError, FencedOut
	 */
	async slice(watched: readonly ImapFolder[], signal: AbortSignal): Promise<boolean> {
		const { deps, subscriptionId, watch } = this.watching;
		const due = await deps.database.inSubscription(subscriptionId, (tx) => historyDue(tx, watch.mailboxId));
		if (!due) return false;
		const isWatched = ({ path }: HistoryFolder) => watched.some((folder) => folder.path === path);
		const folders = due.folders.filter((folder) => isWatched(folder) && !this.refused.has(folder.path));
		// How much there is in all is told before the first of it is read.
		for (const folder of folders)
			if (!this.planOf(due, folder)) await this.orRefused(folder, () => this.plan(due, folder));
		const next = folders.find((folder) => (this.planOf(due, folder)?.left.length ?? 0) > 0);
		if (next) {
			await this.orRefused(next, () => this.read(due, next, signal));
			return true;
		}
		await deps.database.inSubscription(subscriptionId, async (tx) => {
			if ((await endReading(tx, watch)) === 'first') await confirmFirstReading(tx, watch.mailboxId);
		});
		return false;
	}

	private planOf(due: HistoryDue, { path, uidValidity }: HistoryFolder): Plan | undefined {
		const plan = this.plans.get(path);
		const stands = plan?.askedAt.getTime() === due.askedAt.getTime() && plan.uidValidity === uidValidity;
		return stands ? plan : undefined;
	}

	private async plan(due: HistoryDue, folder: HistoryFolder): Promise<void> {
		const { path, uidValidity, end, below, readFrom } = folder;
		await openAs(this.session, path, uidValidity);
		const upTo = (bound: bigint) => (uid: number) => BigInt(uid) <= bound;
		const all = (await this.session.uidsBetween(due.since, null)).filter(upTo(end));
		const wanted = readFrom ? (await this.session.uidsBetween(due.since, readFrom)).filter(upTo(end)) : all;
		const left = below === null ? [...wanted] : wanted.filter(upTo(below - 1n));
		const plan: Plan = { askedAt: due.askedAt, uidValidity, total: all.length, left };
		this.plans.set(path, plan);
		await this.note(due, folder, plan);
	}

	private async read(due: HistoryDue, folder: HistoryFolder, signal: AbortSignal): Promise<void> {
		const { path, uidValidity, specialUse } = folder;
		const plan = this.planOf(due, folder)!;
		const until = performance.now() + watchLimits.historySlice;
		await openAs(this.session, path, uidValidity);
		const { historyBatch: size } = watchLimits;
		let ahead = this.headsAhead(plan.left.slice(-size));
		for (let isLast = false; !isLast;) {
			const heads = await ahead;
			const count = Math.min(size, plan.left.length);
			isLast = plan.left.length === count || performance.now() >= until || signal.aborted;
			// The server fills the time in which rows are asked for.
			ahead = isLast ? NOTHING_AHEAD : this.headsAhead(plan.left.slice(-count - size, -count));
			const suspects = await this.known.suspects(heads, specialUse === '\\Sent');
			if (suspects.length > 0)
				await readBatch(
					this.watching,
					this.session,
					{ specialUse },
					{ folder: path, uidValidity },
					suspects,
					{
						only: (some) => onlyHistory(this.watching, path, some),
						isHistory: true,
					},
				);
			plan.left.length -= count;
			if (!(await this.note(due, folder, plan))) return void (await ahead);
			await this.watching.answered();
		}
	}

	/** A failure is the matter of whoever waits for it. */
	private headsAhead(uids: readonly number[]): Promise<Glance[]> {
		const heads = this.session.glances(uids, SCANNED_FIELDS);
		heads.catch(() => {});
		return heads;
	}

	/** @returns false where another wish stands by now. */
	private async note(due: HistoryDue, folder: HistoryFolder, { left, total }: Plan): Promise<boolean> {
		const { deps, subscriptionId, watch } = this.watching;
		const isRead = left.length === 0;
		// Everything above what is left was read.
		const below = isRead ? null : BigInt(left.at(-1)! + 1);
		const progress = { below, total, read: total - left.length, isRead };
		const stands = await deps.database.inSubscription(subscriptionId, (tx) =>
			recordHistory(tx, watch, due, folder, progress),
		);
		if (!stands) this.plans.delete(folder.path);
		return stands;
	}

	private async orRefused({ path }: HistoryFolder, work: () => Promise<void>): Promise<void> {
		try {
			await work();
		} catch (error) {
			if (!(error instanceof ImapError)) throw error;
			this.plans.delete(path);
			// Deleted or made anew: the next listing says so.
			if (error.code === 'folder-missing' || error.code === 'command-refused') this.refused.add(path);
			else throw error;
		}
	}
}
