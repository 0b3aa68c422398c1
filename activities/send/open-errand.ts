import { claimSend } from '#domain/sends/claim-send.ts';
import { freezeSend } from '#domain/sends/freeze-send.ts';
import type { DueSend } from '#domain/sends/due-send.ts';
import { recordGivenBack, recordRejected } from '#domain/sends/record-outcome.ts';
import type { RestoreProof } from '#domain/restores/record-restore.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import { unknownFate } from './attempt.ts';
import type { Attempt } from './attempt.ts';
import { NeverWritten, type Errand } from './errands/errand.ts';
import type { PreparedSend } from './prepare-send.ts';
import type { SendDeps } from './send-deps.ts';

/** There is no login with which it could leave. */
const LOGIN_REFUSED = { code: 'auth-refused', matter: 'mailbox' } as const;

/** The provider could not be asked for a token: a matter of the way to it, as of a server that says nothing. */
const TOKEN_UNAVAILABLE = { code: 'auth-later', matter: 'server' } as const;

const TO_NOBODY = { code: 'address-invalid', matter: 'recipient' } as const;

/** Another send of the sender is under way; it ends within seconds as a rule. At random, so that not all ask at once. */
const BUSY_WAIT = 2_000;

/**
 * - `look`: nothing leaves now.
 * - `restored`: the run proves a restore, which is to be recorded before it looks again.
 * - `unprepared`: this send may leave, and nothing was claimed because its login is not at hand.
 * - `send`: claimed and frozen.
 */
export type Opened =
	| { readonly kind: 'look'; readonly look: Look }
	| { readonly kind: 'restored'; readonly proof: RestoreProof }
	| { readonly kind: 'unprepared'; readonly due: DueSend }
	| { readonly kind: 'send'; readonly attempt: Attempt };

/**
 * All gates, the claim and the frozen bytes in one transaction (docs/design/sending.md#claim).
 *
 * @throws ApplicationFailure `send-open` while an earlier send of the run is armed or uncertain.
 */
export async function openErrand(
	deps: SendDeps,
	tx: Transaction,
	errand: Errand,
	run: RunRef,
	prepared: PreparedSend | undefined,
): Promise<Opened> {
	const asked = await errand.look(tx, run, prepared);
	if (asked.kind === 'open') throw unknownFate('send-open');
	if (asked.kind !== 'go') return asked;
	const { sendId, senderId } = asked.claim;
	if (prepared?.sendId !== sendId || prepared.senderId !== senderId)
		return { kind: 'unprepared', due: { sendId, senderId, refusals: null } };

	const { login } = prepared;
	// Another worker asks the provider for this sender's token at this moment.
	if (login.kind === 'busy' || login.kind === 'stale') return busy(tx, errand, run);
	const content = asked.isNew ? await asked.compose(deps, tx) : undefined;
	const claim = await claimSend(tx, { ...asked.claim, content, lease: deps.config.sends.lease });
	if (claim.kind === 'busy') return busy(tx, errand, run);
	if (claim.kind !== 'claimed') throw unknownFate('send-open');

	const send = { runId: run.id, sendId, senderId };
	const held = { sendId, fence: claim.fence };
	if (login.kind !== 'ready') {
		const fault = login.kind === 'unavailable' ? TOKEN_UNAVAILABLE : LOGIN_REFUSED;
		await recordGivenBack(tx, held, 'deferred', fault);
		await errand.deferred(tx, send, { outcome: 'deferred', fault });
		return { kind: 'look', look: await errand.answer(tx, run.id) };
	}
	const mail =
		content ?? (await freezeSend(tx, held, () => asked.compose(deps, tx)).catch(unlessNeverWritten));
	if (!mail || mail instanceof NeverWritten) {
		const fault = mail?.fault ?? TO_NOBODY;
		await recordRejected(tx, held, fault);
		await errand.refused(tx, send, fault);
		return { kind: 'look', look: await errand.answer(tx, run.id) };
	}
	const { subscriptionId } = tx;
	const { account } = login;
	const beganAt = performance.now();
	return { kind: 'send', attempt: { subscriptionId, ...send, ...held, account, mail, beganAt } };
}

function unlessNeverWritten(error: unknown): NeverWritten {
	if (error instanceof NeverWritten) return error;
	throw error;
}

async function busy(tx: Transaction, errand: Errand, run: RunRef): Promise<Opened> {
	const wait = BUSY_WAIT + Math.floor(Math.random() * BUSY_WAIT);
	return { kind: 'look', look: { ...(await errand.answer(tx, run.id)), wait, reason: 'mailbox-gap' } };
}
