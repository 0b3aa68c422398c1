import { accountFor } from '#activities/accounts/account-for.ts';
import { countDoubtful, MOST_DOUBTFUL } from '#domain/sends/doubtful-attempts.ts';
import type { OpenSendRow } from '#domain/sends/find-open-send.ts';
import { findOpenSend } from '#domain/sends/find-open-send.ts';
import { decideWithoutEvidence } from '#domain/sends/reconcile-decision.ts';
import { recordGivenBack, recordUncertainSend } from '#domain/sends/record-outcome.ts';
import { reopenForDelivery, settleBySilence } from '#domain/sends/settle-uncertain-send.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { Errand, ErrandOfRun, ErrandSend, UncertainPolicy } from './errands/errand.ts';
import type { GrowingWait } from './growing-wait.ts';
import { searchEvidence, type SendEvidence } from './search-evidence.ts';
import type { SendDeps } from './send-deps.ts';

/**
 * Answers for an attempt that failed, from the row (docs/design/sending.md#reconcile). Idempotent, to be tried without limit.
 *
 * Not armed: look again, each time a little later. Armed: uncertain at once, then evidence is looked for; before the
 * window of wall clock is over nothing is decided, then the errand's policy applies.
 */
export async function reconcileErrand(
	deps: SendDeps,
	waits: GrowingWait,
	errandOf: ErrandOfRun,
	run: RunRef,
): Promise<Look> {
	const { database } = deps;
	const found = await database.inSubscription(run.subscriptionId, async (tx) => {
		const errand = await errandOf(tx, run);
		if (!errand) return { kind: 'look', look: { ended: true, wait: 1, reason: 'ended' } } as const;
		const open = await takeOpen(tx, errand, run);
		if (!open) return { kind: 'look', look: await errand.answer(tx, run.id) } as const;
		return { kind: 'open', errand, open } as const;
	});
	if (found.kind === 'look') return { ...found.look, wait: waits.next(run.id) };
	waits.forget(run.id);
	const { errand, open } = found;
	// Nothing is locked while the login is fetched.
	const login = await accountFor(deps, run.subscriptionId, open.senderId);
	const send = { runId: run.id, sendId: open.sendId, senderId: open.senderId };
	const evidence: SendEvidence =
		login.kind === 'ready'
			? await searchEvidence(deps, run.subscriptionId, login.account, open)
			: { kind: 'none' };
	return database.inSubscription(run.subscriptionId, async (tx) => {
		await errand.lock(tx, send);
		// A late 250 or the watcher may have settled it meanwhile.
		if (!(await findOpenSend(tx, { sendId: send.sendId })))
			return { ...(await errand.answer(tx, run.id)), wait: 1 };
		if (evidence.kind === 'sent')
			return (await errand.accepted(tx, send, 'sent-folder', evidence.reply)) ?? errand.answer(tx, run.id);
		if (evidence.kind === 'unsent') return giveBack(tx, errand, send, open);
		return withoutEvidence(deps, tx, errand, send, open);
	});
}

/** The open send of a run; one that is still armed becomes uncertain. */
async function takeOpen(tx: Transaction, errand: Errand, run: RunRef): Promise<OpenSendRow | undefined> {
	const open = await errand.openSend(tx, run.id);
	if (open?.state !== 'armed') return open;
	const send = { runId: run.id, sendId: open.sendId, senderId: open.senderId };
	await errand.lock(tx, send);
	if (await recordUncertainSend(tx, send.sendId)) await errand.uncertain(tx, send);
	return open;
}

/** It is proven that it has not left and cannot any more: it is tried again, like a mail whose server could not be reached. */
async function giveBack(
	tx: Transaction,
	errand: Errand,
	send: ErrandSend,
	{ fence }: OpenSendRow,
): Promise<Look> {
	const deferral = { outcome: 'disarmed', fault: { code: 'draft-kept', matter: 'server' } } as const;
	if (await recordGivenBack(tx, { sendId: send.sendId, fence }, deferral.outcome, deferral.fault))
		await errand.deferred(tx, send, deferral);
	return errand.answer(tx, send.runId);
}

async function withoutEvidence(
	deps: SendDeps,
	tx: Transaction,
	errand: Errand,
	send: ErrandSend,
	{ armedAt }: OpenSendRow,
): Promise<Look> {
	const policy = await policyOfSender(tx, send.senderId);
	// Each further try of a server that keeps mails and denies it would be one more copy.
	const isEnough = (await countDoubtful(tx, send.sendId)) >= MOST_DOUBTFUL;
	const decision = decideWithoutEvidence(
		{ armedAt, policy: await errand.policyOf(tx, send, isEnough ? 'ask' : policy) },
		new Date(),
		deps.config.sends.evidenceWindow,
	);
	switch (decision.kind) {
		case 'look-again':
			// An ended run's open send is still looked for: the run ends when its fate is known.
			return { ended: false, wait: decision.wait, reason: 'send-uncertain' };
		case 'count-as-left':
			if (await settleBySilence(tx, send.sendId)) await errand.settled(tx, send, 'silence');
			return errand.answer(tx, send.runId);
		case 'send-again':
			await reopenForDelivery(tx, send.sendId);
			return { ended: false, wait: 1, reason: 'step-delay' };
		case 'ask':
			await errand.settled(tx, send, 'ask');
			return { ...(await errand.answer(tx, send.runId)), ended: false };
	}
}

/** The platform's own sender has no policy: each of its mails says what it is for. */
async function policyOfSender(tx: Transaction, senderId: string | null): Promise<UncertainPolicy> {
	if (senderId === null) return 'silence';
	const { uncertainPolicy } = await tx.db.sender.findFirstOrThrow({
		where: { id: senderId },
		select: { uncertainPolicy: true },
	});
	return uncertainPolicy as UncertainPolicy;
}
