import { Context } from '@temporalio/activity';
import { recordRestore, type RestoreProof } from '#domain/restores/record-restore.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import { acceptCopy } from './accept-copy.ts';
import type { Attempt } from './attempt.ts';
import { converse } from './converse.ts';
import type { Errand, ErrandOfRun } from './errands/errand.ts';
import { fileSentMail } from './file-sent-mail.ts';
import { openErrand } from './open-errand.ts';
import {
	forgetRefusedLogin,
	needsNetwork,
	prepareSend,
	withLogin,
	type PreparedSend,
} from './prepare-send.ts';
import { liesInSent } from './search-evidence.ts';
import type { SendDeps } from './send-deps.ts';
import { settleDelivery } from './settle-delivery.ts';

/**
 * One look at a run and, where every gate is open, one attempt to send its mail: the row read, the login, claim, connect,
 * stream, arm, dot, reply (docs/design/sending.md#perform). To be run with `maximumAttempts: 1`; gives signs of life to
 * its end.
 *
 * @throws ApplicationFailure `send-open` or `send-uncertain`: then reconcile answers.
 */
export async function performErrand(deps: SendDeps, errandOf: ErrandOfRun, run: RunRef): Promise<Look> {
	const { heartbeat } = Context.current();
	const alive = setInterval(heartbeat, deps.config.sends.heartbeat / 3);
	try {
		return await perform(deps, errandOf, run);
	} finally {
		clearInterval(alive);
	}
}

async function perform(deps: SendDeps, errandOf: ErrandOfRun, run: RunRef): Promise<Look> {
	const { database } = deps;
	const begun = await database.inSubscription(run.subscriptionId, async (tx) => {
		const errand = await errandOf(tx, run);
		if (!errand) return undefined;
		const due = await errand.due(tx, run);
		const prepared = due && (await prepareSend(deps, tx, due));
		// No transaction waits for a server.
		const opened =
			prepared && needsNetwork(prepared) ? undefined : await openErrand(deps, tx, errand, run, prepared);
		return { errand, prepared, opened };
	});
	if (!begun) return { ended: true, wait: 1, reason: 'ended' };
	const { errand } = begun;
	for (let { prepared, opened } = begun; ; opened = undefined) {
		if (!opened) {
			prepared &&= await withLogin(deps, run.subscriptionId, prepared);
			const proven = prepared && (await lookForCopy(deps, errand, run, prepared));
			if (proven) return proven;
			opened = await database.inSubscription(run.subscriptionId, (tx) =>
				openErrand(deps, tx, errand, run, prepared),
			);
		}
		if (opened.kind === 'look') return opened.look;
		if (opened.kind === 'send') return send(deps, errand, opened.attempt);
		if (opened.kind === 'restored') {
			await noteRestore(deps, run, opened.proof);
			continue;
		}
		const { due } = opened;
		prepared = await database.inSubscription(run.subscriptionId, (tx) => prepareSend(deps, tx, due));
	}
}

/** A run that knows more than its row proves a restore: its next look waits until its mailbox was read back. */
async function noteRestore(deps: SendDeps, run: RunRef, proof: RestoreProof): Promise<void> {
	const isFirst = await deps.database.asHalt((tx) => recordRestore(tx, proof));
	if (isFirst) deps.logger.error({ runId: run.id }, 'the database came back from a backup');
}

/** Before a further try of a mail that the server may have kept: what its run is told where a copy lies in Sent. */
async function lookForCopy(
	deps: SendDeps,
	errand: Errand,
	run: RunRef,
	{ login, doubted, senderId }: PreparedSend,
): Promise<Look | undefined> {
	if (login.kind !== 'ready' || !doubted || !(await liesInSent(deps, login.account, doubted)))
		return undefined;
	const send = { runId: run.id, sendId: doubted.sendId, senderId };
	return deps.database.inSubscription(run.subscriptionId, async (tx) => {
		await errand.lock(tx, send);
		await acceptCopy(tx, errand, send);
		return errand.answer(tx, run.id);
	});
}

async function send(deps: SendDeps, errand: Errand, attempt: Attempt): Promise<Look> {
	const delivery = await converse(deps, errand, attempt);
	const look = await settleDelivery(deps, errand, attempt, delivery);
	if (delivery.state === 'accepted') await fileSentMail(deps, attempt);
	else if (delivery.fault.code === 'auth-refused') await forgetRefusedLogin(deps, attempt);
	else if (delivery.fault.matter === 'ours' && errand.looksAgainAfterOurs) return { ...look, wait: 1 };
	return look;
}
