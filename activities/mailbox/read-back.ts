import { readBackDue, type ReadBackDue } from '#domain/restores/read-back-due.ts';
import { recordReadBack, type ReadBackFound } from '#domain/restores/record-read-back.ts';
import type { ImapSession } from '#mail/imap/imap-session.ts';
import type { ImapFolder } from '#mail/imap/own-folders.ts';
import type { Watching } from './mailbox-deps.ts';
import { openAs, readMails } from './read-folder.ts';

/** IMAP searches by day, and clocks of servers differ: so much further back mails are read. */
const EARLIER = 86_400_000;

/** Reads a mailbox back where a restore waits for it; to be called when its folders were read to their end. */
export async function readBackWhereDue(
	watching: Watching,
	session: ImapSession,
	folders: readonly ImapFolder[],
): Promise<void> {
	const { deps, subscriptionId, watch } = watching;
	const due = await deps.database.inSubscription(subscriptionId, (tx) => readBackDue(tx, watch.mailboxId));
	if (due) await readBack(watching, session, folders, due);
}

/**
 * Reads every folder from the backup on (docs/design/restore.md#behind): steps that lie in Sent count as
 * left, replies are stored, and the mailbox may send again. What is known already is stored once, whoever reads it how often.
 *
 * @throws ImapError, FencedOut
 */
export async function readBack(
	watching: Watching,
	session: ImapSession,
	folders: readonly ImapFolder[],
	due: ReadBackDue,
): Promise<ReadBackFound> {
	const since = new Date(due.lostSince.getTime() - EARLIER);
	// Sent first: what an answer is about is known before the answer is read.
	const ordered = [...folders].sort((one, other) => Number(isSent(other)) - Number(isSent(one)));
	for (const folder of ordered) {
		const { uidValidity } = await session.status(folder.path);
		await openAs(session, folder.path, uidValidity);
		await readMails(watching, session, folder, uidValidity, await session.uidsSince(since), {
			only: async (heads) => heads.filter(({ receivedAt }) => receivedAt >= since),
		});
	}
	const { deps, subscriptionId, watch } = watching;
	const found = await deps.database.inSubscription(subscriptionId, (tx) =>
		recordReadBack(tx, watch.mailboxId, due, folders.some(isSent)),
	);
	deps.logger.warn({ mailboxId: watch.mailboxId, ...due, ...found }, 'a mailbox was read back');
	return found;
}

const isSent = ({ specialUse }: ImapFolder) => specialUse === '\\Sent';
