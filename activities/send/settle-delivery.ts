import { setTimeout as sleep } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import type { HeldSend } from '#domain/sends/arm-send.ts';
import { recordAccepted, recordGivenBack, recordRejected } from '#domain/sends/record-outcome.ts';
import { messageIdKey } from '#mail/mime/message-id.ts';
import type { Delivery } from '#mail/smtp/deliver.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Attempt, Fate } from './attempt.ts';
import { unknownFate } from './attempt.ts';
import type { SendDeps } from './send-deps.ts';

/** A moment's absence of the database must not turn a known end into an unknown one. */
const TRIES = 6;
const FIRST_PAUSE = 250;

/**
 * Writes down how an attempt ended, and answers `answer` of the same transaction.
 *
 * @throws ApplicationFailure `send-uncertain` when the dot was written and no reply came: only evidence may answer.
 */
export async function settleDelivery<T>(
	deps: SendDeps,
	attempt: Attempt,
	fate: Fate,
	delivery: Delivery,
	answer: (tx: Transaction) => Promise<T>,
): Promise<T> {
	if (delivery.state === 'uncertain') {
		deps.logger.warn({ sendId: attempt.sendId, code: delivery.fault.code }, 'no reply to the dot');
		throw unknownFate('send-uncertain');
	}
	const { sendId, fence } = attempt;
	const held = { sendId, fence, milliseconds: Math.round(performance.now() - attempt.beganAt) };
	return persistently(() =>
		deps.database.inSubscription(attempt.subscriptionId, async (tx) => {
			await fate.lock(tx);
			await record(tx, held, fate, delivery);
			// Temporal gave this attempt up, reconcile has answered: what is known only now shortens its wait.
			if (Context.current().cancellationSignal.aborted) await fate.poke(tx);
			return answer(tx);
		}),
	);
}

async function record(
	tx: Transaction,
	held: Required<HeldSend>,
	fate: Fate,
	delivery: Exclude<Delivery, { state: 'uncertain' }>,
): Promise<void> {
	if (delivery.state === 'accepted') {
		const id = delivery.serverMessageId;
		const identity = id ? { serverMessageId: id, key: messageIdKey(id) } : undefined;
		const sentAt = await recordAccepted(tx, held.sendId, 'reply', {
			identity,
			milliseconds: held.milliseconds,
		});
		if (sentAt) await fate.sent(tx, sentAt);
		return;
	}
	const { fault } = delivery;
	if (delivery.state === 'rejected') {
		if (await recordRejected(tx, held, fault)) await fate.refused(tx, fault);
		return;
	}
	const outcome = delivery.state === 'disarmed' ? 'disarmed' : 'deferred';
	const given = await recordGivenBack(tx, held, outcome, fault);
	if (given) await fate.deferred(tx, fault);
}

async function persistently<T>(work: () => Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await work();
		} catch (error) {
			if (attempt === TRIES) throw error;
			await sleep(FIRST_PAUSE * 2 ** (attempt - 1));
		}
	}
}
