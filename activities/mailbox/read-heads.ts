import type { ImapSession } from '#mail/imap/imap-session.ts';
import type { FetchedHead } from '#mail/imap/found-in-folder.ts';
import type { MailHead, UnreadableCode } from '#mail/inbound/parsed-mail.ts';
import type { Watching } from './mailbox-deps.ts';

/** A header as it was fetched and as it was read. */
export interface ReadableHead extends FetchedHead {
	readonly mail: MailHead;
	/** Why there is nothing in `mail`, where its header could not be read. */
	readonly unreadable?: UnreadableCode;
}

/**
 * Fetches some headers of the open folder and has them read, where no mail can hold anybody up.
 *
 * @throws ImapError
 */
export async function readHeads(
	{ deps, watch, answered }: Watching,
	session: ImapSession,
	uids: readonly number[],
): Promise<ReadableHead[]> {
	const fetched = await session.heads(uids);
	if (fetched.length === 0) return [];
	await answered();
	const read = await deps.reader.heads(
		watch.mailboxId,
		fetched.map(({ head }) => head),
	);
	return fetched.map((one, index) => {
		const { head: mail, unreadable } = read[index]!;
		return { ...one, mail, ...(unreadable ? { unreadable } : {}) };
	});
}
