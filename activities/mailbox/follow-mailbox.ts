import { recordFolders } from '#domain/mailboxes/record-folders.ts';
import { recordCaughtUp } from '#domain/mailboxes/record-caught-up.ts';
import { recordProof } from '#domain/mailboxes/record-proof.ts';
import { ImapError } from '#mail/imap/imap-error.ts';
import type { ImapSession } from '#mail/imap/imap-session.ts';
import type { ImapFolder } from '#mail/imap/own-folders.ts';
import { isWatched } from '#mail/imap/reading-plan.ts';
import { FollowedDeletions } from './follow-deletions.ts';
import { findSignature } from './find-signature.ts';
import { NightlyLinks } from './link-nightly.ts';
import { isTimeToLookBack, lookBack } from './look-back.ts';
import type { Watching } from './mailbox-deps.ts';
import { HistoryReader } from './read-history.ts';
import { readBackWhereDue } from './read-back.ts';
import { readFolder } from './read-folder.ts';
import type { WatchTimes } from './watch-times.ts';

/** Until when a mailbox is followed. */
export interface FollowLife {
	/** Milliseconds of `performance.now()`. */
	readonly until: number;
	readonly signal: AbortSignal;
	readonly times: WatchTimes;
}

/** A proof is renewed at most so often while much is read; milliseconds. */
const PROVE_EVERY = 30_000;

/**
 * Reads every watched folder to where it stands, which opens the gate, then waits for more: the server tells of the Inbox
 * (IDLE), the other folders are asked (STATUS), all of them where it tells nothing (docs/design/processes.md#mailbox).
 *
 * @throws ImapError, FencedOut
 */
export async function followMailbox(
	watching: Watching,
	session: ImapSession,
	{ until, signal, times }: FollowLife,
): Promise<void> {
	const { deps, subscriptionId, watch } = watching;
	const fresh = deps.config.watch.proofFresh;
	const parked = new Set<string>();
	let folders: readonly ImapFolder[] = [];
	let listedAt = -Infinity;
	let provenAt = -Infinity;

	async function prove() {
		provenAt = performance.now();
		return deps.database.inSubscription(subscriptionId, (tx) => recordProof(tx, watch, fresh));
	}
	watching.answered = async () => {
		if (performance.now() - provenAt > Math.min(PROVE_EVERY, fresh / 3)) await prove();
	};

	async function list(): Promise<void> {
		listedAt = performance.now();
		const listed = await session.folders({ hints: watch.chosen, counted: true });
		const isBelieved = await deps.database.inSubscription(subscriptionId, (tx) =>
			recordFolders(tx, watch, listed),
		);
		if (!isBelieved && folders.length > 0) return;
		folders = listed.filter((folder) => isWatched(folder) && !parked.has(folder.path));
	}
	const inboxOf = () => {
		const inbox = folders.find(({ specialUse }) => specialUse === '\\Inbox');
		if (!inbox) throw new ImapError('folder-missing');
		return inbox;
	};

	async function inEachFolder(read: (folder: ImapFolder) => Promise<void>): Promise<void> {
		for (const folder of folders) {
			try {
				await read(folder);
			} catch (error) {
				if (!isOfFolder(error) || folder.specialUse === '\\Inbox') throw error;
				// Deleted meanwhile, or the server lists what it does not let us read.
				if (error.code !== 'folder-missing') parked.add(folder.path);
				listedAt = -Infinity;
				deps.logger.warn({ mailboxId: watch.mailboxId, code: error.code }, 'a folder could not be read');
			}
			if (signal.aborted) return;
		}
	}
	const readAll = () =>
		inEachFolder(async (folder) => readFolder(watching, session, folder, await session.status(folder.path)));
	async function catchUp(epoch: number): Promise<void> {
		await readAll();
		if (signal.aborted) return;
		await deps.database.inSubscription(subscriptionId, async (tx) => {
			await recordCaughtUp(tx, watch, epoch);
			watching.knownSince = tx.at;
		});
		await readBackWhereDue(watching, session, folders);
	}
	/** Asks all folders. A proof that came too late raised the epoch: then everything is read once more. */
	async function round(): Promise<void> {
		if (performance.now() - listedAt > times.foldersEvery) await list();
		await readAll();
		if (signal.aborted) return;
		const { epoch, isCaughtUp } = await prove();
		if (!isCaughtUp) await catchUp(epoch);
		else if (!signal.aborted) await readBackWhereDue(watching, session, folders);
		if (signal.aborted || !isTimeToLookBack(watch.mailboxId, times.lookBackEvery)) return;
		await inEachFolder((folder) => lookBack(watching, session, folder));
	}

	await list();
	await session.status(inboxOf().path);
	const { epoch } = await prove();
	await catchUp(epoch);

	await findSignature(watching, session, folders, signal);
	const history = new HistoryReader(watching, session);
	const nightly = new NightlyLinks(watching, session);
	const deletions = new FollowedDeletions(watching, session);
	let hasHistory = true;
	const wake = createWake(signal);
	const unfollow = deps.nudges?.follow(watch.mailboxId, wake.nudge);
	try {
		let askAt = performance.now() + (await pollPause(watching, times));
		// Once it is open the server tells of what comes, not of what came since it was asked for its STATUS.
		let isAsked = false;
		while (!signal.aborted && performance.now() < until) {
			if (hasHistory) {
				hasHistory =
					(await history.slice(folders, signal)) ||
					(await nightly.slice(folders, signal)) ||
					(await deletions.slice(signal));
				isAsked = false;
			}
			const inbox = inboxOf();
			const isSame = (await session.open(inbox.path)) === watching.cursors.get(inbox.path)?.uidValidity;
			if (isSame && !isAsked) await readFolder(watching, session, inbox);
			isAsked = true;
			const pause = Math.min(askAt, until) - performance.now();
			if (isSame && pause > 0 && !wake.isNudged && !hasHistory)
				await session.waitForNews(pause, wake.begin());
			if (signal.aborted) return;
			if (!isSame || wake.isNudged || performance.now() >= askAt) {
				wake.forget();
				await round();
				isAsked = false;
				hasHistory = true;
				askAt = performance.now() + (await pollPause(watching, times));
			} else if (!hasHistory) {
				await readFolder(watching, session, inbox);
				await watching.answered();
			}
		}
	} finally {
		unfollow?.();
		wake.end();
	}
}

const isOfFolder = (error: unknown): error is ImapError =>
	error instanceof ImapError && ['folder-missing', 'command-refused', 'uids-not-kept'].includes(error.code);

/** Often while a run waits for an answer here, seldom otherwise; always well within the proof's time. */
async function pollPause({ deps, subscriptionId, watch }: Watching, times: WatchTimes): Promise<number> {
	const live = await deps.database.inSubscription(subscriptionId, (tx) =>
		tx.db.engagement.count({ where: { mailboxId: watch.mailboxId, endedAt: null } }),
	);
	return Math.min(live > 0 ? times.pollBusy : times.pollQuiet, deps.config.watch.proofFresh / 3);
}

/** Ends a wait by a nudge or by the end of the watch. */
function createWake(signal: AbortSignal) {
	let isNudged = false;
	let waiting: AbortController | undefined;
	const interrupt = () => waiting?.abort();
	signal.addEventListener('abort', interrupt);
	return {
		get isNudged() {
			return isNudged;
		},
		nudge: () => {
			isNudged = true;
			interrupt();
		},
		forget() {
			isNudged = false;
		},
		begin(): AbortSignal {
			waiting = new AbortController();
			if (signal.aborted) waiting.abort();
			return waiting.signal;
		},
		end: () => signal.removeEventListener('abort', interrupt),
	};
}
