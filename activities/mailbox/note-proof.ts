import { noteArrival } from '#domain/sending-domains/note-arrival.ts';
import { authenticationHead } from '#mail/deliverability/authentication-head.ts';
import type { ImapFolder } from '#mail/imap/own-folders.ts';
import type { Watching } from './mailbox-deps.ts';
import type { ReadableHead } from './read-heads.ts';

/** A mail that is to prove its sender came: what the server found on the way is kept until the sender's domain is read. */
export async function noteProof(
	{ deps, subscriptionId, watch }: Watching,
	{ specialUse }: Pick<ImapFolder, 'specialUse'>,
	sendId: string,
	{ head }: ReadableHead,
): Promise<void> {
	const proof = { sendId, head: authenticationHead(head), inJunk: specialUse === '\\Junk' };
	await deps.database.inSubscription(subscriptionId, (tx) => noteArrival(tx, watch.mailboxId, proof));
}
