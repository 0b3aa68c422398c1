import { setTimeout as sleep } from 'node:timers/promises';
import { visitSentFolder } from '#mail/sent/sent-folder.ts';
import type { Attempt } from './attempt.ts';
import type { SendDeps } from './send-deps.ts';

/** A server that files by itself does so within this time; looked at after each of these pauses. Milliseconds. */
const LEARNING_PAUSES = [0, 500, 2_500];

/**
 * Files an accepted mail into the Sent folder where the server does not do it by itself
 * (docs/design/reply-detection.md#sent-copies), and learns from the first mail of a mailbox which of both it is. A
 * failure is logged and changes nothing: the mail is sent.
 */
export async function fileSentMail(deps: SendDeps, attempt: Attempt): Promise<void> {
	const { account, mail, sendId, subscriptionId } = attempt;
	// Graph saves it there by itself, whatever the habit of the mailbox's SMTP server is.
	if (account.delivery === 'graph' || !account.mailbox || account.mailbox.filesSent === 'yes') return;
	const { mailbox } = account;
	const mark = { messageId: mail.messageId, sendId };
	try {
		const found = await visitSentFolder(mailbox.imap, deps.policy, async (folder) => {
			for (const pause of mailbox.filesSent === 'auto' ? LEARNING_PAUSES : [0]) {
				await sleep(pause);
				if (await folder.holds(mark)) return true;
			}
			await folder.file(mark, mail.bytes, await sentAtOf(deps, attempt));
			return false;
		});
		await deps.database.inSubscription(subscriptionId, async (tx) => {
			await tx.db.send.updateMany({ where: { id: sendId }, data: { filedInSentAt: tx.at } });
			if (mailbox.filesSent === 'auto') {
				await tx.db.mailbox.updateMany({
					where: { id: mailbox.id, filesSent: 'auto' },
					data: { filesSent: found ? 'yes' : 'no' },
				});
			}
		});
	} catch (error) {
		deps.logger.warn({ sendId, code: (error as { code?: unknown }).code }, 'not filed in Sent');
	}
}

/** The Sent folder shows domain time, like everything else. */
async function sentAtOf(deps: SendDeps, { subscriptionId, sendId }: Attempt): Promise<Date> {
	return deps.database.inSubscription(subscriptionId, async (tx) => {
		const send = await tx.db.send.findFirst({ where: { id: sendId }, select: { sentAt: true } });
		return send?.sentAt ?? tx.at;
	});
}
