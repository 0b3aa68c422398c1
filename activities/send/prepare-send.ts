import { accountFor, forgetRefused, type AccountGot } from '#activities/accounts/account-for.ts';
import type { AccountRead } from '#activities/accounts/mailbox-login.ts';
import {
	credentialsOf,
	sendingAccountOf,
	type SendingAccount,
} from '#activities/accounts/sending-account.ts';
import { findDoubtedSend } from '#domain/sends/doubtful-attempts.ts';
import type { DueSend } from '#domain/sends/due-send.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Attempt } from './attempt.ts';
import type { SendDeps } from './send-deps.ts';

/** What a send needs before it is claimed. */
export interface PreparedSend extends Omit<DueSend, 'refusals'> {
	readonly login: AccountRead<SendingAccount> | AccountGot<SendingAccount>;
	/** Set where an earlier attempt may have left a copy, which is looked for before the next one. */
	readonly doubted: { readonly sendId: string; readonly messageId: string } | undefined;
	/** Its host has no place for it: domain time of its next look at the latest. */
	readonly busyUntil?: Date;
}

/** Opens the login of a send that is due, before its claim, while nothing is locked (docs/design/sending.md#places). */
export async function prepareSend(deps: SendDeps, tx: Transaction, due: DueSend): Promise<PreparedSend> {
	const { refusals, ...send } = due;
	const { sendId, senderId } = send;
	return {
		...send,
		login: await sendingAccountOf(tx, deps, senderId),
		doubted: refusals === 0 ? undefined : await findDoubtedSend(tx, sendId),
	};
}

/** Whether some server must be asked before the claim: the provider for a token, or the sender's for an earlier copy. */
export function needsNetwork({ login, doubted }: PreparedSend): boolean {
	return login.kind === 'stale' || doubted !== undefined;
}

/** The same send, its access token renewed where it was over. No transaction may be open. */
export async function withLogin(
	deps: SendDeps,
	subscriptionId: string,
	prepared: PreparedSend,
): Promise<PreparedSend> {
	const { login, senderId } = prepared;
	if (login.kind !== 'stale') return prepared;
	return { ...prepared, login: await accountFor(deps, subscriptionId, senderId, login) };
}

/** The server refused the login of an attempt: its next one does not show the same token again. */
export async function forgetRefusedLogin(
	deps: SendDeps,
	{ subscriptionId, account }: Attempt,
): Promise<void> {
	if (!account.mailbox) return;
	await forgetRefused(deps, subscriptionId, account.mailbox.id, credentialsOf(account));
}
