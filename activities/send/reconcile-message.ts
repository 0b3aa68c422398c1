import { recordEvidence } from '#domain/engagements/outcomes/accept-by-evidence.ts';
import { findOpenSend } from '#domain/sends/find-open-send.ts';
import { lookAtMessage } from '#domain/mails/look-at-message.ts';
import { decideWithoutEvidence } from '#domain/sends/reconcile-decision.ts';
import { recordMessageUncertain } from '#domain/mails/record-message-fate.ts';
import { recordUncertainSend } from '#domain/sends/record-outcome.ts';
import { settleBySilence } from '#domain/sends/settle-uncertain-send.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { GrowingWait } from './growing-wait.ts';
import { lookOfMessage } from './look-of-run.ts';
import { liesInSent } from './search-evidence.ts';
import type { SendDeps } from './send-deps.ts';
import { sendingAccountOf } from './sending-account.ts';

/**
 * Answers for a mail of a person whose attempt failed, from the row. Without evidence it stays uncertain, whatever the
 * mailbox's policy: the person who wrote it sees so and may write again.
 */
export async function reconcileMessage(deps: SendDeps, waits: GrowingWait, run: RunRef): Promise<Look> {
	const { database } = deps;
	const open = await database.inSubscription(run.subscriptionId, async (tx) => {
		const send = await findOpenSend(tx, { sendId: run.id });
		if (!send) return undefined;
		if (send.state === 'armed') {
			await tx.lock('mailbox', [send.mailboxId]);
			if (await recordUncertainSend(tx, send.sendId)) await recordMessageUncertain(tx, send.sendId);
		}
		return { send, account: await sendingAccountOf(tx, deps.envelopes, send.mailboxId) };
	});
	if (!open) {
		const look = await database.inSubscription(run.subscriptionId, async (tx) =>
			lookOfMessage(tx, await lookAtMessage(tx, run.id)),
		);
		return { ...look, wait: waits.next(run.id) };
	}
	waits.forget(run.id);
	const { send, account } = open;
	const found = account ? await liesInSent(deps, account, send) : false;
	return database.inSubscription(run.subscriptionId, async (tx) => {
		await tx.lock('mailbox', [send.mailboxId]);
		if (found) await recordEvidence(tx, send.sendId, 'sent-folder');
		const decision = decideWithoutEvidence(
			{ armedAt: send.armedAt, policy: 'silence' },
			new Date(),
			deps.config.sends.evidenceWindow,
		);
		if (!found && decision.kind === 'look-again' && (await findOpenSend(tx, { sendId: send.sendId }))) {
			return { ended: false, wait: decision.wait, reason: 'send-uncertain' };
		}
		await settleBySilence(tx, send.sendId);
		return lookOfMessage(tx, await lookAtMessage(tx, run.id));
	});
}
