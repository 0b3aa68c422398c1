import type { OpenSendRow } from '#domain/sends/find-open-send.ts';
import { visitSentFolder } from '#mail/sent/sent-folder.ts';
import type { SendDeps } from './send-deps.ts';
import type { SendingAccount } from '#activities/accounts/sending-account.ts';

/**
 * Looks for a copy of a send whose fate is in doubt in the Sent folder, by Message-ID and by our header. `false` never means "not
 * sent": nothing is read of the sender, the server may not file, or could not be asked.
 */
export async function liesInSent(
	deps: SendDeps,
	account: SendingAccount,
	send: Pick<OpenSendRow, 'sendId' | 'messageId'>,
): Promise<boolean> {
	if (!account.mailbox) return false;
	try {
		return await visitSentFolder(account.mailbox.imap, deps.policy, (folder) => folder.holds(send));
	} catch (error) {
		deps.logger.warn(
			{ sendId: send.sendId, code: (error as { code?: unknown }).code },
			'no evidence could be read',
		);
		return false;
	}
}
