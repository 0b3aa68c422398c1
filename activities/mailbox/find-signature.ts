import {
	beginSignatureLook,
	giveUpSignatureLook,
	recordSignature,
} from '#domain/mailboxes/signature/look-for-signature.ts';
import { ImapError } from '#mail/imap/imap-error.ts';
import type { ImapSession } from '#mail/imap/imap-session.ts';
import type { ImapFolder } from '#mail/imap/own-folders.ts';
import { UnreadableMail } from '#mail/inbound/parsed-mail.ts';
import { commonSignature } from '#mail/inbound/signature/common-signature.ts';
import { SEND_HEADER } from '#mail/mime/compose.ts';
import { signatureLimits } from '#platform/limits.ts';
import type { Watching } from './mailbox-deps.ts';
import { readHeads, type ReadableHead } from './read-heads.ts';

/**
 * Looks for the signature of an owner who has none at the end of the latest mails that she sent (C1-17), once a mailbox and
 * before older mail is read. Of these mails nothing is kept but the lines that they have in common. Another folder than before
 * may be open afterwards.
 *
 * @throws ImapError, FencedOut
 */
export async function findSignature(
	watching: Watching,
	session: ImapSession,
	watched: readonly ImapFolder[],
	signal: AbortSignal,
): Promise<void> {
	const { deps, subscriptionId, watch } = watching;
	const sent = watched.find(({ specialUse }) => specialUse === '\\Sent');
	if (!sent) return;
	const wanted = await deps.database.inSubscription(subscriptionId, (tx) => beginSignatureLook(tx, watch));
	if (!wanted) return;
	const giveUp = () =>
		deps.database.inSubscription(subscriptionId, (tx) => giveUpSignatureLook(tx, watch.mailboxId));
	try {
		const endings = await endingsIn(watching, session, sent, signal);
		if (signal.aborted) return await giveUp();
		const lines = commonSignature(endings, wanted.lastName, signatureLimits);
		if (lines) await deps.database.inSubscription(subscriptionId, (tx) => recordSignature(tx, watch, lines));
	} catch (error) {
		// What the server does not let us read now it will not later.
		if (error instanceof ImapError && ['folder-missing', 'command-refused'].includes(error.code)) return;
		await giveUp();
		throw error;
	}
}

async function endingsIn(
	watching: Watching,
	session: ImapSession,
	{ path }: ImapFolder,
	signal: AbortSignal,
): Promise<(readonly string[])[]> {
	const { deps, watch } = watching;
	await session.open(path);
	const uids = (await session.uidsBetween(null, null)).slice(-signatureLimits.heads);
	const heads = await readHeads(watching, session, uids);
	const endings: (readonly string[])[] = [];
	for (const head of toDifferentPeople(heads.toReversed(), watch.address)) {
		if (signal.aborted) break;
		const source = await session.mail(head);
		await watching.answered();
		if (!source) continue;
		try {
			endings.push(await deps.reader.ending(watch.mailboxId, source));
		} catch (error) {
			if (!(error instanceof UnreadableMail)) throw error;
		}
	}
	return endings;
}

/** The latest mails that she wrote by herself, one a person and one a conversation: what is common to them is her own. */
function toDifferentPeople(heads: readonly ReadableHead[], own: string): ReadableHead[] {
	const met = new Set<string>();
	return heads
		.filter(({ mail: { from, to, references, inReplyTo, messageIdKey, fields } }) => {
			const [person] = to;
			const automatic = fields.get('auto-submitted')?.[0]?.trim().toLowerCase() ?? 'no';
			if (from?.address !== own || !person || person.address === own) return false;
			if (automatic !== 'no' || fields.has(SEND_HEADER.toLowerCase())) return false;
			const conversation = references[0] ?? inReplyTo[0] ?? messageIdKey;
			if (met.has(person.address) || met.has(conversation)) return false;
			met.add(person.address).add(conversation);
			return true;
		})
		.slice(0, signatureLimits.mails);
}
