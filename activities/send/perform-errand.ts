import { Context } from '@temporalio/activity';
import { recordRestore, type RestoreProof } from '#domain/restores/record-restore.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { DueSend } from '#domain/sends/due-send.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Attempt } from './attempt.ts';
import { converse } from './converse.ts';
import type { Errand, ErrandOfRun } from './errands/errand.ts';
import { fileSentMail } from './file-sent-mail.ts';
import { openErrand } from './open-errand.ts';
import type { AttemptPlace } from './places/host-places.ts';
import { hostLoginOf } from './places/host-login-of.ts';
import {
	forgetRefusedLogin,
	needsNetwork,
	prepareSend,
	withLogin,
	type PreparedSend,
} from './prepare-send.ts';
import { searchEvidence } from './search-evidence.ts';
import type { SendDeps } from './send-deps.ts';
import { settleDelivery } from './settle-delivery.ts';

/**
 * One look at a run and, where every gate is open, one attempt to send its mail: the row read, the login, a place at
 * the host, claim, connect, stream, arm, dot, reply (docs/design/sending.md#perform). To be run with `maximumAttempts: 1`;
 * gives signs of life to its end.
 *
 * @throws ApplicationFailure `send-open` or `send-uncertain`: then reconcile answers.
 */
export async function performErrand(deps: SendDeps, errandOf: ErrandOfRun, run: RunRef): Promise<Look> {
	const { heartbeat } = Context.current();
	const { heartbeat: silence, placeLease } = deps.config.sends;
	const place = deps.places.ofAttempt();
	const alive = setInterval(
		() => {
			heartbeat();
			void place.renew();
		},
		Math.min(silence, placeLease) / 3,
	);
	try {
		return await perform(deps, errandOf, run, place);
	} finally {
		clearInterval(alive);
		await place.giveBack();
	}
}

async function perform(
	deps: SendDeps,
	errandOf: ErrandOfRun,
	run: RunRef,
	place: AttemptPlace,
): Promise<Look> {
	const { database } = deps;
	const begun = await database.inSubscription(run.subscriptionId, async (tx) => {
		const errand = await errandOf(tx, run);
		if (!errand) return undefined;
		const due = await errand.due(tx, run);
		const prepared = due && (await prepare(deps, tx, errand, run, due, place));
		// No transaction waits for a server.
		const opened =
			prepared && needsNetwork(prepared) ? undefined : await openErrand(deps, tx, errand, run, prepared);
		return { errand, prepared, opened };
	});
	if (!begun) return { ended: true, wait: 1, reason: 'ended' };
	const { errand } = begun;
	for (let { prepared, opened } = begun; ; opened = undefined) {
		if (!opened) {
			prepared &&= await renewed(deps, errand, run, prepared, place);
			const proven = prepared && (await lookForCopy(deps, errand, run, prepared));
			if (proven) return proven;
			opened = await database.inSubscription(run.subscriptionId, (tx) =>
				openErrand(deps, tx, errand, run, prepared),
			);
		}
		if (opened.kind === 'look') return opened.look;
		if (opened.kind === 'send') return send(deps, errand, opened.attempt, place);
		if (opened.kind === 'restored') {
			await noteRestore(deps, run, opened.proof);
			continue;
		}
		const { due } = opened;
		// Another mail than its row said: what was taken for that one is not for this one.
		await place.giveBack();
		prepared = await database.inSubscription(run.subscriptionId, (tx) =>
			prepare(deps, tx, errand, run, due, place),
		);
	}
}

/** What a send that is due needs before its claim, while nothing is locked: its login and a place at its host. */
async function prepare(
	deps: SendDeps,
	tx: Transaction,
	errand: Errand,
	run: RunRef,
	due: DueSend,
	place: AttemptPlace,
): Promise<PreparedSend> {
	return withPlace(deps, tx, errand, run, await prepareSend(deps, tx, due), place);
}

/** The same send with a place at its host, as soon as its login says which that is. */
async function withPlace(
	deps: SendDeps,
	tx: Transaction,
	errand: Errand,
	run: RunRef,
	prepared: PreparedSend,
	place: AttemptPlace,
): Promise<PreparedSend> {
	const { login } = prepared;
	if (login.kind !== 'ready') return prepared;
	const access = hostLoginOf(login.account, deps.graph.url);
	const busyUntil = await place.take(tx, { kind: errand.runKind, id: run.id }, access);
	// Nothing leaves now, so there is no hurry to look for a copy.
	return busyUntil ? { ...prepared, doubted: undefined, busyUntil } : prepared;
}

/** The same send, its token renewed where it was over; then its place is taken. */
async function renewed(
	deps: SendDeps,
	errand: Errand,
	run: RunRef,
	prepared: PreparedSend,
	place: AttemptPlace,
): Promise<PreparedSend> {
	if (prepared.login.kind !== 'stale') return prepared;
	const ready = await withLogin(deps, run.subscriptionId, prepared);
	return deps.database.inSubscription(run.subscriptionId, (tx) =>
		withPlace(deps, tx, errand, run, ready, place),
	);
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
	if (login.kind !== 'ready' || !doubted) return undefined;
	const evidence = await searchEvidence(deps, run.subscriptionId, login.account, doubted);
	if (evidence.kind !== 'sent') return undefined;
	const send = { runId: run.id, sendId: doubted.sendId, senderId };
	return deps.database.inSubscription(run.subscriptionId, async (tx) => {
		return (await errand.accepted(tx, send, 'sent-folder', evidence.reply)) ?? errand.answer(tx, run.id);
	});
}

async function send(deps: SendDeps, errand: Errand, attempt: Attempt, place: AttemptPlace): Promise<Look> {
	const delivery = await converse(deps, errand, attempt);
	// The connection is closed: nobody needs to wait for our rows.
	const [look] = await Promise.all([settleDelivery(deps, errand, attempt, delivery), place.giveBack()]);
	if (delivery.state === 'accepted') await fileSentMail(deps, attempt);
	else if (delivery.fault.code === 'auth-refused') await forgetRefusedLogin(deps, attempt);
	else if (delivery.fault.matter === 'ours' && errand.looksAgainAfterOurs) return { ...look, wait: 1 };
	return look;
}
