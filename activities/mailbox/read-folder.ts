import { moveCursor } from '#domain/mailboxes/move-cursor.ts';
import type { Recorded } from '#domain/inbound/record-inbound.ts';
import { recordOwnCopy } from '#domain/inbound/record-own-copy.ts';
import { ImapError } from '#mail/imap/imap-error.ts';
import type { ReadPlace } from '#domain/inbound/reading-tries.ts';
import type { ImapSession } from '#mail/imap/imap-session.ts';
import type { FolderStatus } from '#mail/imap/found-in-folder.ts';
import type { ImapFolder } from '#mail/imap/own-folders.ts';
import { planReading } from '#mail/imap/reading-plan.ts';
import { watchLimits } from '#platform/limits.ts';
import { countingTries } from './counting-tries.ts';
import type { Watching } from './mailbox-deps.ts';
import { readHeads, type ReadableHead } from './read-heads.ts';
import { keepApart, takeInMail, type MailPlace } from './take-in-mail.ts';
import { noteForgotten } from './note-forgotten.ts';
import { noteProof } from './note-proof.ts';
import { weighHeads, type Weighed } from './weigh-heads.ts';

/** A mail whose fetching cut the line so often is kept apart by its header. */
const CUTS_AT_MOST = 2;

/**
 * Reads what is new in a folder, batch by batch; what is found is stored before the cursor moves
 * (docs/design/imap.md#reading).
 *
 * @param status where the folder stands; undefined for the open folder, whose new mail the server told of.
 * @throws ImapError, FencedOut
 */
export async function readFolder(
	watching: Watching,
	session: ImapSession,
	folder: ImapFolder,
	status?: FolderStatus,
): Promise<void> {
	const { path } = folder;
	const cursor = watching.cursors.get(path) ?? { path, uidValidity: null, lastUid: 0n, readAt: null };
	if (!status) {
		if (cursor.uidValidity === null)
			throw new Error('a folder is read to its end before anybody waits for more');
		return readAfter(watching, session, folder, cursor.uidValidity, cursor.lastUid);
	}
	const plan = planReading(cursor, status, watching.knownSince);
	switch (plan.kind) {
		case 'nothing':
			// Once a watch: so much less is looked at again when UIDs mean something else one day.
			if (watching.told.has(path)) return;
			return move(watching, folder, status.uidValidity, cursor.lastUid, true);
		case 'begin':
			return move(watching, folder, status.uidValidity, plan.lastUid, true, { historyEnd: plan.lastUid });
		case 'after':
			await openAs(session, path, status.uidValidity);
			return readAfter(watching, session, folder, status.uidValidity, plan.uid);
		case 'again': {
			await openAs(session, path, status.uidValidity);
			const uids = (await session.uidsSince(plan.since)).filter((uid) => BigInt(uid) <= plan.lastUid);
			await readMails(watching, session, folder, status.uidValidity, uids);
			return move(watching, folder, status.uidValidity, plan.lastUid, true, { historyEnd: plan.lastUid });
		}
	}
}

/** Opens a folder whose UIDs mean what they meant before. @throws ImapError `folder-missing` where they do not. */
export async function openAs(session: ImapSession, path: string, uidValidity: bigint): Promise<void> {
	// Between STATUS and this the folder was deleted and made anew: the next round sees it.
	if ((await session.open(path)) !== uidValidity) throw new ImapError('folder-missing');
}

async function readAfter(
	watching: Watching,
	session: ImapSession,
	folder: ImapFolder,
	uidValidity: bigint,
	after: bigint,
): Promise<void> {
	const uids = await session.uidsAfter(after);
	await readMails(watching, session, folder, uidValidity, uids, {
		onRead: (last, isLast) => move(watching, folder, uidValidity, BigInt(last), isLast),
	});
}

/**
 * Reads mails of the open folder, batch by batch: those that concern somebody whom we know are stored. Mails that were
 * being read when a process ended are read one by one.
 *
 * @param how.only those of a batch that are worth weighing; `how.onRead` follows each batch.
 * @throws ImapError, FencedOut
 */
export async function readMails(
	watching: Watching,
	session: ImapSession,
	folder: ImapFolder,
	uidValidity: bigint,
	uids: readonly number[],
	how: {
		only?: (heads: ReadableHead[]) => Promise<ReadableHead[]>;
		onRead?: (lastUid: number, isLast: boolean) => Promise<void>;
	} = {},
): Promise<void> {
	const { batch: size } = watchLimits;
	const place = { folder: folder.path, uidValidity };
	for (let first = 0; first < uids.length; first += size) {
		const batch = uids.slice(first, first + size);
		await readBatch(watching, session, folder, place, batch, how);
		await how.onRead?.(batch.at(-1)!, first + size >= uids.length);
		await watching.answered();
	}
}

/**
 * Reads some mails of the open folder; a mail that was being read when a process ended is read alone.
 *
 * @param how.isHistory they lay there before the mailbox was connected: they are kept, and mean nothing any more.
 * @throws ImapError, FencedOut
 */
export function readBatch(
	watching: Watching,
	session: ImapSession,
	folder: Pick<ImapFolder, 'specialUse'>,
	place: ReadPlace,
	batch: readonly number[],
	how: {
		only?: (heads: ReadableHead[]) => Promise<ReadableHead[]>;
		isHistory?: boolean;
		onStored?: () => void;
	} = {},
): Promise<void> {
	const { only, isHistory = false } = how;
	return countingTries(watching, place, batch, async (some, mayRead) => {
		const fetched = await readHeads(watching, session, some);
		const heads = only ? await only(fetched) : fetched;
		const inSent = folder.specialUse === '\\Sent';
		const weighed = await weighHeads(watching, heads, inSent);
		for (const head of heads) {
			const worth = weighed.get(head.uid)!;
			if (worth.kind === 'proof') await noteProof(watching, folder, worth.sendId, head);
			if (await readMail(watching, session, { ...place, isHistory }, head, worth, mayRead)) how.onStored?.();
		}
	});
}

/** @returns whether it is stored since. */
async function readMail(
	watching: Watching,
	session: ImapSession,
	place: ReadPlace & Pick<MailPlace, 'isHistory'>,
	head: ReadableHead,
	worth: Weighed,
	mayRead: boolean,
): Promise<boolean> {
	if (worth.kind === 'own') await noteOwnCopy(watching, worth.sendId, head);
	// What lay there before was written by nothing that this installation could have forgotten.
	if (worth.kind === 'forgotten' && !place.isHistory) await noteForgotten(watching, session, worth, head);
	const direction = directionOf(worth);
	if (!direction) return false;
	const kept = { ...place, direction };
	if (!mayRead) return isStored(await keepApart(watching, kept, head, 'met-too-often'));
	const source = await fetchMail(watching, session, place.folder, head);
	if (source === 'gone') return false;
	// The server answered: what takes time from here on is ours.
	await watching.answered();
	return isStored(await takeInMail(watching, kept, head, source));
}

const isStored = ({ kind }: Recorded) => kind === 'stored' || kind === 'shared';

/** In which direction a mail is read whole; undefined where it is not. */
function directionOf(worth: Weighed): 'in' | 'out' | undefined {
	if (worth.kind === 'read') return worth.direction;
	return worth.kind === 'forgotten' && worth.of === null && worth.isRead ? 'out' : undefined;
}

function noteOwnCopy(
	{ deps, subscriptionId, watch }: Watching,
	sendId: string,
	{ mail: { messageIdKey, messageId } }: ReadableHead,
): Promise<void> {
	return deps.database.inSubscription(subscriptionId, (tx) =>
		recordOwnCopy(tx, watch, { sendId, messageIdKey, messageId }),
	);
}

/**
 * A mail that the server lists and cannot give, or that cuts the line each time it is asked for, must not hold back all that
 * comes after it.
 *
 * @returns undefined for such a mail.
 */
async function fetchMail(
	{ deps, watch }: Watching,
	session: ImapSession,
	path: string,
	head: ReadableHead,
): Promise<Buffer | 'gone' | undefined> {
	const place = `${watch.mailboxId}/${path}/${head.uid}`;
	const cuts = cutsAt.get(place) ?? 0;
	if (cuts >= CUTS_AT_MOST) {
		cutsAt.delete(place);
		return undefined;
	}
	try {
		const source = await session.mail(head);
		cutsAt.delete(place);
		return source ?? 'gone';
	} catch (error) {
		if (!(error instanceof ImapError)) throw error;
		if (error.code === 'command-refused') {
			deps.logger.warn({ mailboxId: watch.mailboxId, uid: head.uid }, 'a mail could not be fetched');
			return undefined;
		}
		if (error.code === 'connection-lost' || error.code === 'server-silent') cutsAt.set(place, cuts + 1);
		throw error;
	}
}

/** Where fetching cut the line, in this process: another one learns it the same way. */
const cutsAt = new Map<string, number>();

async function move(
	{ deps, subscriptionId, watch, cursors, told }: Watching,
	{ path, specialUse }: ImapFolder,
	uidValidity: bigint,
	lastUid: bigint,
	atEnd: boolean,
	begins: { historyEnd?: bigint } = {},
): Promise<void> {
	const at = await deps.database.inSubscription(subscriptionId, async (tx) => {
		await moveCursor(tx, watch, { path, specialUse, uidValidity, lastUid, atEnd, ...begins });
		return tx.at;
	});
	const readAt = atEnd ? at : (cursors.get(path)?.readAt ?? null);
	cursors.set(path, { path, uidValidity, lastUid, readAt });
	told.add(path);
}
