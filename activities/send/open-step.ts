import { lookAtEngagement } from '#domain/engagements/look/look-at-engagement.ts';
import { recordDeferred } from '#domain/engagements/outcomes/record-deferred.ts';
import { recordRefused } from '#domain/engagements/outcomes/record-refused.ts';
import type { RestoreProof } from '#domain/restores/record-restore.ts';
import { takeWordOfRun } from '#domain/restores/recover-step.ts';
import { claimSend } from '#domain/sends/claim-send.ts';
import { finalContentOf } from '#domain/sends/freeze-send.ts';
import type { FrozenSend } from '#domain/sends/freeze-send.ts';
import { recordGivenBack, recordRejected } from '#domain/sends/record-outcome.ts';
import { renderStep } from '#domain/writing/render-step.ts';
import { signUnsubscribeToken } from '#domain/suppressions/unsubscribe-token.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import { unknownFate } from './attempt.ts';
import type { Attempt } from './attempt.ts';
import { freezeDraft } from './freeze-draft.ts';
import { lookOfEngagement } from './look-of-run.ts';
import type { SendDeps } from './send-deps.ts';
import { sendingAccountOf } from './sending-account.ts';

/** Another send of the mailbox is under way; it ends within seconds as a rule. */
export const BUSY_WAIT = 2_000;

/** What the first transaction of a step answers: a look and nothing to send, or a claimed and frozen send. */
export type Opened =
	{ readonly kind: 'look'; readonly look: Look } | { readonly kind: 'send'; readonly attempt: Attempt };

/** The run proves a restore, which is to be recorded before it looks again. */
interface ProvenRestore {
	readonly kind: 'restored';
	readonly proof: RestoreProof;
}

/**
 * All gates, the claim and the frozen bytes in one transaction (docs/design/sending.md#claim).
 *
 * @throws ApplicationFailure `send-open` while an earlier send of the engagement is armed or uncertain.
 */
export async function openStep(
	deps: SendDeps,
	tx: Transaction,
	run: RunRef,
): Promise<Opened | ProvenRestore> {
	const step = await lookAtEngagement(tx, run.id, run.lastAcceptedSendId);
	if (step.kind === 'open') throw unknownFate('send-open');
	if (step.kind === 'behind') {
		const { incident, mailboxId, ...proof } = step;
		if (incident === 'unproven') return { kind: 'restored', proof: { ...proof, mailboxId, provenBy: 'run' } };
		await takeWordOfRun(tx, { engagementId: run.id, mailboxId, sendId: step.sendId });
		return openStep(deps, tx, { subscriptionId: run.subscriptionId, id: run.id });
	}
	if (step.kind === 'ended') return { kind: 'look', look: { ended: true, wait: 1, reason: 'ended' } };
	if (step.kind === 'wait') return { kind: 'look', look: await lookOfEngagement(tx, run.id) };

	const { sendId, position } = step;
	const { mailboxId, contactId, companyId } = step.run;
	const claim = await claimSend(tx, {
		sendId,
		kind: 'step',
		mailboxId,
		engagementId: run.id,
		position,
		occurrence: step.occurrence,
		contactId,
		companyId,
		isFirstContact: step.isFirstContact,
		lease: deps.config.sends.lease,
	});
	if (claim.kind === 'busy') {
		const wait = BUSY_WAIT + Math.floor(Math.random() * BUSY_WAIT);
		return { kind: 'look', look: { ...(await lookOfEngagement(tx, run.id)), wait, reason: 'mailbox-gap' } };
	}
	if (claim.kind !== 'claimed') throw unknownFate('send-open');

	const account = await sendingAccountOf(tx, deps.envelopes, mailboxId);
	const held = { sendId, fence: claim.fence };
	const mail = account && (await freezeStep(deps, tx, { ...step.run, position, engagementId: run.id }, held));
	if (!account || !mail) {
		const fault = {
			code: account ? 'address-invalid' : 'auth-refused',
			matter: account ? 'recipient' : 'mailbox',
		} as const;
		if (account) {
			await recordRejected(tx, held, fault);
			await recordRefused(tx, { engagementId: run.id, sendId, fault });
		} else {
			await recordGivenBack(tx, held, 'deferred', fault);
			await recordDeferred(tx, { engagementId: run.id, sendId, fault });
		}
		return { kind: 'look', look: await lookOfEngagement(tx, run.id) };
	}
	const { subscriptionId } = tx;
	const beganAt = performance.now();
	return { kind: 'send', attempt: { subscriptionId, ...held, account, mail, beganAt } };
}

/** The bytes frozen before, or the step rendered and composed now; undefined where it cannot be written to anybody. */
async function freezeStep(
	deps: SendDeps,
	tx: Transaction,
	step: {
		engagementId: string;
		position: number;
		versionId: string;
		contactId: string;
		mailboxId: string;
		responsibleUserId: string;
	},
	held: { sendId: string; fence: number },
): Promise<FrozenSend | undefined> {
	const final = await finalContentOf(tx, held);
	if (final) return final;
	const token = signUnsubscribeToken(deps.unsubscribeKeys, {
		subscriptionId: tx.subscriptionId,
		sendId: held.sendId,
	});
	const unsubscribeUrl = `${deps.config.publicUrl}/u/${token}`;
	const rendered = await renderStep(tx, {
		...step,
		senderId: step.responsibleUserId,
		unsubscribeUrl,
	});
	if (!rendered?.to) return undefined;
	const inReplyTo = rendered.references.at(-1);
	return freezeDraft(tx, {
		...held,
		from: rendered.from,
		to: rendered.to,
		subject: rendered.subject,
		html: rendered.bodyHtml,
		signatureHtml: rendered.signatureHtml,
		unsubscribeUrl,
		...(rendered.objectionLine ? { objectionLine: rendered.objectionLine } : {}),
		...(inReplyTo ? { inReplyTo, references: rendered.references } : {}),
	});
}
