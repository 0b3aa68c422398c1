import { keysStored, uidsNotStored } from '#domain/inbound/not-stored.ts';
import { sendsByMessageId } from '#domain/inbound/read-known-facts.ts';
import { cluesOf } from '#mail/inbound/match.ts';
import type { ImapSession } from '#mail/imap/imap-session.ts';
import type { ImapFolder } from '#mail/imap/own-folders.ts';
import { watchLimits } from '#platform/limits.ts';
import type { Watching } from './mailbox-deps.ts';
import { openAs, readMails } from './read-folder.ts';
import type { ReadableHead } from './read-heads.ts';
import { mayBeReport } from './weigh-heads.ts';

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
	const { uidValidity, lastUid } = cursors.get(path) ?? {};
	const since = lookedBackSince(watching, path);
	if (!uidValidity || lastUid === undefined || !since) return;
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

/** From when on the mails of a folder are gone over; undefined: none of them is. */
function lookedBackSince({ watch, cursors }: Watching, path: string): Date | undefined {
	const { readAt } = cursors.get(path) ?? {};
	if (!readAt || !watch.connectedAt) return undefined;
	return new Date(Math.max(readAt.getTime() - watchLimits.lookBackOver, watch.connectedAt.getTime()));
}

/**
 * Of older mails of a folder those that are history. One that came since the mailbox was connected, that looking back still
 * reaches, and that may answer or report a mail of ours was overlooked: it is left to that, which lets it take effect.
 */
export async function onlyHistory(
	watching: Watching,
	path: string,
	heads: readonly ReadableHead[],
): Promise<ReadableHead[]> {
	const since = lookedBackSince(watching, path);
	const late = since ? heads.filter(({ receivedAt }) => receivedAt >= since) : [];
	const overlooked = await thoseThatAnswer(watching, late);
	return withoutCopies(
		watching,
		heads.filter(({ uid }) => !overlooked.has(uid)),
	);
}

/** UIDs of mails that refer to a mail of ours, came from whoever one had left to before, or are reports. */
async function thoseThatAnswer(
	{ deps, subscriptionId }: Watching,
	heads: readonly ReadableHead[],
): Promise<Set<number>> {
	if (heads.length === 0) return new Set();
	const idsOf = ({ mail }: ReadableHead) => {
		const { repliedIds, quotedIds } = cluesOf(mail);
		return [...repliedIds, ...quotedIds];
	};
	const { known, sends } = await deps.database.inSubscription(subscriptionId, async (tx) => ({
		known: await sendsByMessageId(tx, heads.flatMap(idsOf)),
		sends: await tx.db.send.findMany({
			where: {
				recipient: { in: heads.flatMap(({ mail }) => mail.from?.address ?? []) },
				sentAt: { not: null },
			},
			select: { recipient: true, sentAt: true },
		}),
	}));
	const answers = (head: ReadableHead) =>
		mayBeReport(head.mail) ||
		cluesOf(head.mail).plusSendIds.length > 0 ||
		idsOf(head).some((id) => known.has(id)) ||
		sends.some((one) => one.recipient === head.mail.from?.address && one.sentAt! <= head.receivedAt);
	return new Set(heads.filter(answers).map(({ uid }) => uid));
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
