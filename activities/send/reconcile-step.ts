import { recordUncertain } from '#domain/engagements/outcomes/record-uncertain.ts';
import { settleSend } from '#domain/engagements/outcomes/settle-send.ts';
import { recordEvidence } from '#domain/engagements/outcomes/accept-by-evidence.ts';
import { findOpenSend } from '#domain/sends/find-open-send.ts';
import { decideWithoutEvidence } from '#domain/sends/reconcile-decision.ts';
import { recordUncertainSend } from '#domain/sends/record-outcome.ts';
import { reopenForDelivery, settleBySilence } from '#domain/sends/settle-uncertain-send.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { GrowingWait } from './growing-wait.ts';
import { lookOfEngagement } from './look-of-run.ts';
import { liesInSent } from './search-evidence.ts';
import type { SendDeps } from './send-deps.ts';
import { sendingAccountOf } from './sending-account.ts';

/**
 * Answers for a step that failed, from the row (docs/design/sending.md#reconcile). Idempotent, to be tried without limit.
 *
 * Not armed: look again, each time a little later. Armed: uncertain at once, then evidence is looked for; before the
 * window of wall clock is over nothing is decided, then the mailbox's policy applies.
 */
export async function reconcileStep(deps: SendDeps, waits: GrowingWait, run: RunRef): Promise<Look> {
	const { database } = deps;
	const open = await database.inSubscription(run.subscriptionId, async (tx) => {
		const send = await findOpenSend(tx, { engagementId: run.id });
		if (!send) return undefined;
		const account = await sendingAccountOf(tx, deps.envelopes, send.mailboxId);
		if (send.state === 'armed') {
			await tx.lock('engagement', [run.id]);
			if (await recordUncertainSend(tx, send.sendId)) {
				await recordUncertain(tx, { engagementId: run.id, sendId: send.sendId });
			}
		}
		return { send, account };
	});
	if (!open) {
		const look = await database.inSubscription(run.subscriptionId, (tx) => lookOfEngagement(tx, run.id));
		return { ...look, wait: waits.next(run.id) };
	}
	waits.forget(run.id);
	const { send, account } = open;
	const found = account ? await liesInSent(deps, account, send) : false;
	return database.inSubscription(run.subscriptionId, async (tx) => {
		await tx.lock('engagement', [run.id]);
		// A late 250 or the watcher may have settled it meanwhile.
		if (!(await findOpenSend(tx, { sendId: send.sendId })))
			return { ...(await lookOfEngagement(tx, run.id)), wait: 1 };
		if (!found) return withoutEvidence(deps, tx, run, send, account?.uncertainPolicy ?? 'silence');
		await recordEvidence(tx, send.sendId, 'sent-folder');
		return lookOfEngagement(tx, run.id);
	});
}

async function withoutEvidence(
	deps: SendDeps,
	tx: Transaction,
	run: RunRef,
	send: { readonly sendId: string; readonly armedAt: Date },
	policy: 'silence' | 'delivery' | 'ask',
): Promise<Look> {
	const ids = { engagementId: run.id, sendId: send.sendId };
	const hasEnded = (await tx.db.engagement.count({ where: { id: run.id, endedAt: null } })) === 0;
	const decision = decideWithoutEvidence(
		// Of an ended run nothing is sent again, and nobody is asked: what may have left counts as left.
		{ armedAt: send.armedAt, policy: hasEnded ? 'silence' : policy },
		new Date(),
		deps.config.sends.evidenceWindow,
	);
	switch (decision.kind) {
		case 'look-again':
			// An ended engagement's open send is still looked for: the run ends when its fate is known.
			return { ended: false, wait: decision.wait, reason: 'send-uncertain' };
		case 'count-as-left':
			if (await settleBySilence(tx, send.sendId)) await settleSend(tx, { ...ids, how: 'silence' });
			return lookOfEngagement(tx, run.id);
		case 'send-again':
			await reopenForDelivery(tx, send.sendId);
			return { ended: false, wait: 1, reason: 'step-delay' };
		case 'ask':
			await settleSend(tx, { ...ids, how: 'ask' });
			return { ...(await lookOfEngagement(tx, run.id)), ended: false };
	}
}
