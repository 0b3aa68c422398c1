import { holdWatch, type WatchHold } from '#domain/mailboxes/fenced-out.ts';
import { acceptByEvidence } from '#domain/engagements/outcomes/accept-by-evidence.ts';
import type { SendState } from '#prisma/generated/client/client.ts';
import { findDoubtedSend } from '#domain/sends/doubtful-attempts.ts';
import type { Transaction } from '#platform/database/database.ts';

const FORGETFUL: ReadonlySet<SendState> = new Set<SendState>(['ready', 'claimed', 'revoked']);

/**
 * A mail of ours was found in Sent: it is never stored as a message, but it is evidence for a send whose fate is unknown.
 * Answers name the Message-ID that it has there, and so do later steps, for the recipient knows no other; ours is matched
 * all the same (docs/design/reply-detection.md#rewritten-ids).
 *
 * @throws {FencedOut}
 */
export async function recordOwnCopy(
	tx: Transaction,
	watch: WatchHold,
	copy: {
		readonly sendId: string;
		readonly messageIdKey: string;
		/** As it stands there, in brackets; undefined where a header of ours cannot carry it. */
		readonly messageId: string | undefined;
	},
): Promise<void> {
	await holdWatch(tx, watch);
	const { sendId, messageIdKey, messageId } = copy;
	const send = await tx.db.send.findFirst({
		where: { id: sendId, sender: { mailboxId: watch.mailboxId } },
		select: { state: true, messageId: true },
	});
	if (!send) return;
	await tx.db.sendIdentity.createMany({
		data: [{ subscriptionId: tx.subscriptionId, messageIdKey, sendId }],
		skipDuplicates: true,
	});
	// A copy with our own id was filed by us, or by a server that keeps ids: it says nothing of the recipient's.
	if (messageId && send.messageId && send.messageId.toLowerCase() !== `<${messageIdKey}>`)
		await tx.db.send.updateMany({ where: { id: sendId }, data: { serverMessageId: messageId } });
	// An armed one is still spoken for: its own server answers in a moment.
	if (send.state === 'uncertain' || (await findDoubtedSend(tx, sendId)))
		await acceptByEvidence(tx, sendId, 'sent-folder');
	// No copy of these exists but where the database forgot that they left.
	else if (FORGETFUL.has(send.state)) await acceptByEvidence(tx, sendId, 'read-back');
}
