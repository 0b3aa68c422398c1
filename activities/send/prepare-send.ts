import { findDoubtedSend } from '#domain/sends/doubtful-attempts.ts';
import type { DueSend } from '#domain/sends/due-send.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { SendDeps } from './send-deps.ts';
import { sendingAccountOf, type SendingAccount } from './sending-account.ts';

/** What a send needs before it is claimed. */
export interface PreparedSend {
	readonly sendId: string;
	readonly mailboxId: string;
	/** Undefined: the mailbox has no credentials that this master key opens. */
	readonly account: SendingAccount | undefined;
	/** Set where an earlier attempt may have left a copy, which is looked for before the next one. */
	readonly doubted: { readonly sendId: string; readonly messageId: string } | undefined;
	/** Its host has no place for it: domain time of its next look at the latest. */
	readonly busyUntil?: Date;
}

/** Opens the login of a send that is due, before its claim, while nothing is locked (docs/design/sending.md#places). */
export async function prepareSend(deps: SendDeps, tx: Transaction, due: DueSend): Promise<PreparedSend> {
	const { sendId, mailboxId, refusals } = due;
	return {
		sendId,
		mailboxId,
		account: await sendingAccountOf(tx, deps.envelopes, mailboxId),
		doubted: refusals === 0 ? undefined : await findDoubtedSend(tx, sendId),
	};
}
