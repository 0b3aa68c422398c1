import { setTimeout as sleep } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { poke } from '#domain/outbox/poke.ts';
import type { HeldSend } from '#domain/sends/arm-send.ts';
import { countDoubtful, MOST_DOUBTFUL } from '#domain/sends/doubtful-attempts.ts';
import { recordDoubted, recordGivenBack, recordRejected } from '#domain/sends/record-outcome.ts';
import { messageIdKey } from '#mail/mime/message-id.ts';
import type { Delivery } from '#mail/delivery/delivery.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { Attempt } from './attempt.ts';
import { unknownFate } from './attempt.ts';
import type { Errand } from './errands/errand.ts';
import type { SendDeps } from './send-deps.ts';

/** A moment's absence of the database must not turn a known end into an unknown one. */
const TRIES = 6;
const FIRST_PAUSE = 250;

/**
 * Writes down how an attempt ended, and answers what the run's row says then.
 *
 * @throws ApplicationFailure `send-uncertain` when the dot was written and no reply came, or when the server refused after
 *   the dot so often that a person must decide: only evidence may answer.
 */
export async function settleDelivery(
	deps: SendDeps,
	errand: Errand,
	attempt: Attempt,
	delivery: Delivery,
): Promise<Look> {
	if (delivery.state === 'uncertain') {
		deps.logger.warn({ sendId: attempt.sendId, code: delivery.fault.code }, 'no reply to the dot');
		throw unknownFate('send-uncertain');
	}
	const { sendId, fence } = attempt;
	const held = { sendId, fence, milliseconds: Math.round(performance.now() - attempt.beganAt) };
	const look = await persistently(() =>
		deps.database.inSubscription(attempt.subscriptionId, async (tx) => {
			const recorded = await record(tx, errand, attempt, held, delivery);
			// Temporal gave this attempt up and reconcile has answered: the run learns by a poke what is known only now.
			if (Context.current().cancellationSignal.aborted) await poke(tx, errand.runKind, attempt.runId);
			if (!recorded.isKnown) return undefined;
			return recorded.look ?? errand.answer(tx, attempt.runId);
		}),
	);
	if (look) return look;
	deps.logger.warn({ sendId }, 'refused after the dot once too often');
	throw unknownFate('send-uncertain');
}

interface Recorded {
	/** False where nobody knows whether it left. */
	readonly isKnown: boolean;
	/** What the run's row says then, where that was learned on the way. */
	readonly look?: Look | undefined;
}

async function record(
	tx: Transaction,
	errand: Errand,
	send: Attempt,
	held: Required<HeldSend>,
	delivery: Exclude<Delivery, { state: 'uncertain' }>,
): Promise<Recorded> {
	if (delivery.state === 'accepted') {
		const id = delivery.serverMessageId;
		const identity = id ? { serverMessageId: id, key: messageIdKey(id) } : undefined;
		const reply = { identity, milliseconds: held.milliseconds };
		return { isKnown: true, look: await errand.accepted(tx, send, 'reply', reply) };
	}
	await errand.lock(tx, send);
	const { fault, state, reply: words, retryAfter } = delivery;
	if (state === 'rejected') {
		if (await recordRejected(tx, held, fault)) await errand.refused(tx, send, fault);
		return { isKnown: true };
	}
	if (state === 'deferred-after-dot' && (await countDoubtful(tx, held.sendId, held)) + 1 >= MOST_DOUBTFUL) {
		if (await recordDoubted(tx, held, fault)) await errand.uncertain(tx, send);
		return { isKnown: false };
	}
	if (await recordGivenBack(tx, held, state, fault))
		await errand.deferred(tx, send, { outcome: state, fault, words, retryAfter });
	return { isKnown: true };
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
