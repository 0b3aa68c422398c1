import { forgetRefused } from '#activities/accounts/account-for.ts';
import type { AccountByGraph, SendingAccount } from '#activities/accounts/sending-account.ts';
import type { OpenSendRow } from '#domain/sends/find-open-send.ts';
import type { AcceptedReply } from '#domain/sends/record-outcome.ts';
import { messageIdKey } from '#mail/mime/message-id.ts';
import { visitSentFolder } from '#mail/sent/sent-folder.ts';
import { findGraphEvidence } from '#providers/delivery/graph/find-graph-evidence.ts';
import { graphAccessOf, graphMarkOf } from './graph-access.ts';
import type { SendDeps } from './send-deps.ts';

/** A send whose fate is in doubt; without `armedAt` no draft of it may be touched. */
export type DoubtedSend = Pick<OpenSendRow, 'sendId' | 'messageId'> &
	Partial<Pick<OpenSendRow, 'armedAt' | 'draft'>>;

/**
 * - `sent`: a copy of it lies in the Sent folder; `reply` has the Message-ID that it has there, where that is not ours.
 * - `unsent`: it certainly did not leave and cannot any more.
 * - `none`: never "not sent". Nothing is read of the sender, the server may not file, or could not be asked.
 */
export type SendEvidence =
	{ readonly kind: 'sent'; readonly reply: AcceptedReply } | { readonly kind: 'unsent' | 'none' };

/** Looks for what happened to a send, the way that its sender's mails leave: by Message-ID and by our header. */
export async function searchEvidence(
	deps: SendDeps,
	subscriptionId: string,
	account: SendingAccount,
	send: DoubtedSend,
): Promise<SendEvidence> {
	if (account.delivery === 'graph') return askGraph(deps, subscriptionId, account, send);
	if (!account.mailbox) return { kind: 'none' };
	try {
		const holds = await visitSentFolder(account.mailbox.imap, deps.policy, (folder) => folder.holds(send));
		return holds ? { kind: 'sent', reply: {} } : { kind: 'none' };
	} catch (error) {
		noteUnread(deps, send, (error as { code?: unknown }).code);
		return { kind: 'none' };
	}
}

async function askGraph(
	deps: SendDeps,
	subscriptionId: string,
	account: AccountByGraph,
	send: DoubtedSend,
): Promise<SendEvidence> {
	const { standsAfter } = deps.graph.limits;
	const mayWithdraw = send.armedAt !== undefined && Date.now() - send.armedAt.getTime() >= standsAfter;
	const access = graphAccessOf(deps, account);
	const found = await findGraphEvidence(access, graphMarkOf(send), send.draft, mayWithdraw);
	if (found.kind === 'unsent') return found;
	if (found.kind === 'sent') return { kind: 'sent', reply: replyOf(send, found.messageId) };
	noteUnread(deps, send, found.code);
	if (found.code === 'auth-refused')
		await forgetRefused(deps, subscriptionId, account.mailbox.id, account.graph);
	return { kind: 'none' };
}

function replyOf({ messageId }: DoubtedSend, found: string | undefined): AcceptedReply {
	if (found === undefined || found === messageId) return {};
	return { identity: { serverMessageId: found, key: messageIdKey(found) } };
}

function noteUnread(deps: SendDeps, { sendId }: DoubtedSend, code: unknown): void {
	deps.logger.warn({ sendId, code }, 'no evidence could be read');
}
