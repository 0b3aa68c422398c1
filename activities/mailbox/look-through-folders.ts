import type { NightSeen } from '#domain/mailboxes/deletions/record-night.ts';
import { SHOWN_IN_PART, type FollowedMail, type MailPlace } from '#domain/mailboxes/deletions/weigh-sight.ts';
import { ImapError } from '#mail/imap/imap-error.ts';
import type { ImapSession } from '#mail/imap/imap-session.ts';
import { ownKeysOf } from '#mail/inbound/own-keys.ts';
import { watchLimits } from '#platform/limits.ts';
import { openAs } from './read-folder.ts';

interface Folder {
	readonly path: string;
	readonly uidValidity: bigint;
	/** Ascending. */
	readonly uids: readonly number[];
}

/**
 * Where a mail of Gmail lies that is archived, thrown away or marked as spam. People can hide each of these folders from IMAP,
 * and what is put there is in none that is shown.
 */
const WHERE_LABELS_END = ['\\All', '\\Junk', '\\Trash'];

/** So many of the oldest mails of a folder of all mails: an imported one is older than its place. */
const OLDEST = 50;

/**
 * Goes through every folder that the account lists, in small steps: a mail may have been moved into one that is not read, or to
 * somebody else. First by UIDs, which a server has at hand; where a mail is not at its place, by Message-IDs as they stand in
 * the mails, for a search in headers may answer from an index that is behind (docs/design/imap.md#deletions).
 *
 * @throws {ImapError}
 */
export async function* lookThroughFolders(
	session: ImapSession,
	mails: readonly FollowedMail[],
): AsyncGenerator<void, NightSeen> {
	const found = new Map<string, MailPlace>();
	const folders: Folder[] = [];
	const placed = Map.groupBy(
		mails.flatMap(({ messageId, key, last, stored }) =>
			[stored, last].flatMap((place) =>
				place ? [{ messageId, key, place, isCertain: place === last }] : [],
			),
		),
		({ place }) => place.folder,
	);
	let shownSince: Date | null = null;
	const listed = (await session.folders({ foreign: true })).filter(({ selectable }) => selectable);
	const isListed = (use: string) => listed.some(({ specialUse }) => specialUse === use);
	if (session.keepsLabels && !WHERE_LABELS_END.every(isListed)) throw new ImapError('folder-missing');
	for (const { path, specialUse } of listed) {
		const uidValidity = await session.openAnew(path);
		const uids = await session.uidsBetween(null, null);
		folders.push({ path, uidValidity, uids });
		if (specialUse === '\\All' && uids.length >= SHOWN_IN_PART)
			shownSince = await newestOf(session, uids.slice(0, OLDEST));
		const present = new Set(uids);
		const there = (placed.get(path) ?? []).filter(
			({ place }) => place.uidValidity === uidValidity && present.has(place.uid),
		);
		for (const { messageId, place } of there) found.set(messageId, place);
		// Where nobody saw it since, another mail may lie: that of another account, whose folder counts alike.
		const doubted = there.filter(({ isCertain }) => !isCertain);
		for (let from = 0; from < doubted.length; from += watchLimits.historyBatch) {
			const some = doubted.slice(from, from + watchLimits.historyBatch);
			const uids = [...new Set(some.map(({ place }) => place.uid))].sort((one, other) => one - other);
			const keys = await keysIn(session, path, uids);
			for (const { messageId, key, place } of some)
				if (found.get(messageId) === place && !keys.get(place.uid)?.includes(key)) found.delete(messageId);
		}
		yield;
	}
	const absent = mails.filter(({ messageId }) => !found.has(messageId));
	if (absent.some(({ isSought }) => isSought)) {
		const wanted = Map.groupBy(absent, ({ key }) => key);
		const seek = async (folder: Folder, uids: readonly number[]) => {
			await openAs(session, folder.path, folder.uidValidity);
			for (const [uid, keys] of await keysIn(session, folder.path, uids))
				for (const { messageId } of keys.flatMap((key) => wanted.get(key) ?? []))
					found.set(messageId, { folder: folder.path, uidValidity: folder.uidValidity, uid });
		};
		for (const folder of folders)
			for (let from = 0; from < folder.uids.length; from += watchLimits.historyBatch) {
				await seek(folder, folder.uids.slice(from, from + watchLimits.historyBatch));
				yield;
			}
		// What was moved behind our back meanwhile lies at the end of a folder.
		for (const folder of folders) {
			await openAs(session, folder.path, folder.uidValidity);
			const last = folder.uids.at(-1) ?? 0;
			const later = (await session.uidsBetween(null, null)).filter((uid) => uid > last);
			if (later.length > 0) await seek(folder, later);
			yield;
		}
	}
	return {
		found,
		shownSince,
		folders: new Map(
			folders.map(({ path, uidValidity, uids }) => [
				path,
				{ uidValidity, mails: uids.length, lowestUid: uids[0] ?? null },
			]),
		),
	};
}

/**
 * The Message-IDs of some mails of the open folder, by UID; one that is gone meanwhile is left out.
 *
 * @throws {ImapError} command-refused: the server says nothing of one that is there, so that it may be any of those sought.
 */
async function keysIn(
	session: ImapSession,
	path: string,
	uids: readonly number[],
): Promise<Map<number, string[]>> {
	const glances = await session.glances(uids, ['message-id']);
	const keys = new Map(glances.map(({ uid, head }) => [uid, ownKeysOf(head)]));
	const unanswered = uids.filter((uid) => !keys.has(uid));
	if (unanswered.length === 0) return keys;
	// Of an open folder a server may still show what is gone from it.
	await session.openAnew(path);
	const present = new Set(await session.uidsBetween(null, null));
	if (unanswered.some((uid) => present.has(uid))) throw new ImapError('command-refused');
	return keys;
}

/** When the newest of some mails of the open folder came. */
async function newestOf(session: ImapSession, uids: readonly number[]): Promise<Date> {
	const heads = await session.heads(uids);
	return new Date(Math.max(0, ...heads.map(({ receivedAt }) => receivedAt.getTime())));
}
