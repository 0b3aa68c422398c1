import { keysStored, uidsNotStored } from '#domain/inbound/not-stored.ts';
import type { ImapFolder, ImapSession } from '#mail/imap/imap-session.ts';
import { watchLimits } from '#platform/limits.ts';
import type { Watching } from './mailbox-deps.ts';
import { openAs, readMails } from './read-folder.ts';
import type { ReadableHead } from './read-heads.ts';

/** When each mailbox was gone over last, in this process; milliseconds of `performance.now()`. */
const lookedBackAt = new Map<string, number>();

/** Whether the last days of a mailbox are to be gone over now; the first time is `every` after its first watch here. */
export function isTimeToLookBack(mailboxId: string, every: number): boolean {
	const now = performance.now();
	const last = lookedBackAt.get(mailboxId);
	if (last !== undefined && now - last < every) return false;
	lookedBackAt.set(mailboxId, now);
	return last !== undefined;
}

/**
 * Compares the mails of a folder's last 48 hours with those that are stored (docs/design/imap.md#look-back): what a
 * server showed late under a UID that the cursor had passed, what we overlooked, and mails of people who became known
 * meanwhile. What came before the mailbox was connected stays history.
 *
 * @throws ImapError, FencedOut
 */
export async function lookBack(watching: Watching, session: ImapSession, folder: ImapFolder): Promise<void> {
	const { deps, subscriptionId, watch, cursors } = watching;
	const { path } = folder;
	const { uidValidity, lastUid, readAt } = cursors.get(path) ?? {};
	if (!uidValidity || lastUid === undefined || !readAt || !watch.connectedAt) return;
	const since = new Date(Math.max(readAt.getTime() - watchLimits.lookBackOver, watch.connectedAt.getTime()));
	await openAs(session, path, uidValidity);
	const read = (await session.uidsSince(since)).filter((uid) => BigInt(uid) <= lastUid);
	const place = { mailboxId: watch.mailboxId, folder: path, uidValidity };
	const overlooked = await deps.database.inSubscription(subscriptionId, (tx) =>
		uidsNotStored(tx, place, read),
	);
	await readMails(watching, session, folder, uidValidity, overlooked, {
		only: async (heads) =>
			withoutCopies(
				watching,
				heads.filter(({ receivedAt }) => receivedAt >= since),
			),
	});
}

/** The same mail in another folder is stored once: it is not fetched again at each look back. */
async function withoutCopies(
	{ deps, subscriptionId, watch }: Watching,
	heads: readonly ReadableHead[],
): Promise<ReadableHead[]> {
	const keyed = heads.map((head) => ({ head, key: head.mail.messageIdKey }));
	const stored = await deps.database.inSubscription(subscriptionId, (tx) =>
		keysStored(
			tx,
			watch.mailboxId,
			keyed.map(({ key }) => key),
		),
	);
	return keyed.flatMap(({ head, key }) => (stored.has(key) ? [] : [head]));
}
