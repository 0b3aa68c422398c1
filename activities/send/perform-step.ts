import { mayStillLeave } from '#domain/engagements/look/may-still-leave.ts';
import { recordDeferred } from '#domain/engagements/outcomes/record-deferred.ts';
import { recordRefused } from '#domain/engagements/outcomes/record-refused.ts';
import { recordSent } from '#domain/engagements/outcomes/record-sent.ts';
import { poke } from '#domain/outbox/poke.ts';
import { recordRestore } from '#domain/restores/record-restore.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { Attempt, Fate } from './attempt.ts';
import { converse } from './converse.ts';
import { fileSentMail } from './file-sent-mail.ts';
import { lookOfEngagement } from './look-of-run.ts';
import { openStep, type Opened } from './open-step.ts';
import type { SendDeps } from './send-deps.ts';
import { settleDelivery } from './settle-delivery.ts';

/**
 * One look at an engagement and, where every gate is open, one attempt to send its step: claim, connect, stream, arm, dot,
 * reply (docs/design/sending.md). To be run with `maximumAttempts: 1`.
 *
 * @throws ApplicationFailure `send-open` or `send-uncertain`: then reconcile answers.
 */
export async function performStep(deps: SendDeps, run: RunRef): Promise<Look> {
	const opened = await openProven(deps, run);
	if (opened.kind === 'look') return opened.look;
	const { attempt } = opened;
	const fate = fateOfStep(run, attempt);
	const delivery = await converse(deps, attempt, fate);
	const look = await settleDelivery(deps, attempt, fate, delivery, (tx) => lookOfEngagement(tx, run.id));
	if (delivery.state === 'accepted') await fileSentMail(deps, attempt);
	// What we stopped ourselves asks the gates again at once: they know why.
	else if (delivery.state !== 'uncertain' && delivery.fault.matter === 'ours') return { ...look, wait: 1 };
	return look;
}

/** A run that knows more than its row proves a restore; once that is recorded, its own look waits for the reading back. */
async function openProven(deps: SendDeps, run: RunRef): Promise<Opened> {
	while (true) {
		const opened = await deps.database.inSubscription(run.subscriptionId, (tx) => openStep(deps, tx, run));
		if (opened.kind !== 'restored') return opened;
		const { proof } = opened;
		const isFirst = await deps.database.asHalt((tx) => recordRestore(tx, proof));
		if (isFirst) deps.logger.error({ engagementId: run.id }, 'the database came back from a backup');
	}
}

function fateOfStep(run: RunRef, { sendId }: Attempt): Fate {
	const send = { engagementId: run.id, sendId };
	return {
		lock: (tx) => tx.lock('engagement', [run.id]),
		async mayStillLeave(tx) {
			await tx.lock('engagement', [run.id], 'share');
			return (await mayStillLeave(tx, run.id, sendId)).leave;
		},
		sent: (tx, sentAt) => recordSent(tx, { ...send, sentAt }),
		refused: (tx, fault) => recordRefused(tx, { ...send, fault }),
		deferred: (tx, fault) => recordDeferred(tx, { ...send, fault }),
		poke: (tx) => poke(tx, 'engagement', run.id),
	};
}
