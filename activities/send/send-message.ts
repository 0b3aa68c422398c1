import { poke } from '#domain/outbox/poke.ts';
import { lookAtMessage, mayMessageStillLeave } from '#domain/mails/look-at-message.ts';
import {
	recordMessageDeferred,
	recordMessageRefused,
	recordMessageSent,
} from '#domain/mails/record-message-fate.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { Attempt, Fate } from './attempt.ts';
import { converse } from './converse.ts';
import { fileSentMail } from './file-sent-mail.ts';
import { lookOfMessage } from './look-of-run.ts';
import { openMessage } from './open-message.ts';
import type { SendDeps } from './send-deps.ts';
import { settleDelivery } from './settle-delivery.ts';

/**
 * One look at a mail that a person wrote and, where it may leave, one attempt: the same protocol as a step. To be run with
 * `maximumAttempts: 1`.
 *
 * @throws ApplicationFailure `send-open` or `send-uncertain`: then reconcile answers.
 */
export async function sendMessage(deps: SendDeps, run: RunRef): Promise<Look> {
	const opened = await deps.database.inSubscription(run.subscriptionId, (tx) => openMessage(deps, tx, run));
	if (opened.kind === 'look') return opened.look;
	const { attempt } = opened;
	const fate = fateOfMessage(attempt);
	const delivery = await converse(deps, attempt, fate);
	const look = await settleDelivery(deps, attempt, fate, delivery, async (tx) =>
		lookOfMessage(tx, await lookAtMessage(tx, run.id)),
	);
	if (delivery.state === 'accepted') await fileSentMail(deps, attempt);
	return look;
}

function fateOfMessage({ sendId, account }: Attempt): Fate {
	return {
		lock: (tx) => tx.lock('mailbox', [account.mailboxId]),
		mayStillLeave: (tx) => mayMessageStillLeave(tx, sendId),
		sent: (tx) => recordMessageSent(tx, sendId),
		refused: (tx, fault) => recordMessageRefused(tx, sendId, fault),
		deferred: (tx, fault) => recordMessageDeferred(tx, sendId, fault),
		poke: (tx) => poke(tx, 'message', sendId),
	};
}
