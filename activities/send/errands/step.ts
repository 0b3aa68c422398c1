import { lookAtEngagement } from '#domain/engagements/look/look-at-engagement.ts';
import { mayStillLeave } from '#domain/engagements/look/may-still-leave.ts';
import { readDueStep } from '#domain/engagements/look/read-due-step.ts';
import { recordDeferred } from '#domain/engagements/outcomes/record-deferred.ts';
import { recordRefused } from '#domain/engagements/outcomes/record-refused.ts';
import { acceptStep } from '#domain/engagements/outcomes/record-sent.ts';
import { recordUncertain } from '#domain/engagements/outcomes/record-uncertain.ts';
import { settleSend } from '#domain/engagements/outcomes/settle-send.ts';
import { takeWordOfRun } from '#domain/restores/recover-step.ts';
import { findOpenSend } from '#domain/sends/find-open-send.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { DueToLook, Errand, ErrandLook, ErrandSend } from './errand.ts';
import { composeStep } from './compose-step.ts';
import { lookOfEngagement } from './look-of-engagement.ts';
import { waitUntil } from './wait-until.ts';

/** The next step of an engagement. */
export const step: Errand = {
	due: (tx, run) => readDueStep(tx, run.id),
	look: lookAtStep,
	answer: lookOfEngagement,
	openSend: (tx, engagementId) => findOpenSend(tx, { engagementId }),
	lock: (tx, { runId }) => tx.lock('engagement', [runId]),
	async mayStillLeave(tx, { runId, sendId, mail }) {
		return (await mayStillLeave(tx, runId, { sendId, recipient: mail.recipient })).leave;
	},
	async accepted(tx, send, evidence, reply) {
		const { senderId, mail } = send;
		const step = { ...idsOf(send), senderId: senderId!, recipient: mail?.recipient };
		const asked = await acceptStep(tx, step, evidence, reply);
		if (asked?.kind !== 'wait') return undefined;
		const { reason, nextLookAt } = asked;
		return { ended: false, wait: waitUntil(tx, nextLookAt), reason, lastAcceptedSendId: send.sendId };
	},
	refused: (tx, send, fault) => recordRefused(tx, { ...idsOf(send), fault }),
	deferred: (tx, send, deferral) => recordDeferred(tx, { ...idsOf(send), ...deferral }),
	uncertain: (tx, send) => recordUncertain(tx, idsOf(send)),
	settled: (tx, send, how) => settleSend(tx, { ...idsOf(send), how }),
	async policyOf(tx, { runId }, policy) {
		const isLive = (await tx.db.engagement.count({ where: { id: runId, endedAt: null } })) > 0;
		// Of an ended run nothing is sent again, and nobody is asked: what may have left counts as left.
		return isLive ? policy : 'silence';
	},
	runKind: 'engagement',
	looksAgainAfterOurs: true,
};

const idsOf = ({ runId, sendId }: ErrandSend) => ({ engagementId: runId, sendId });

async function lookAtStep(tx: Transaction, run: RunRef, due?: DueToLook): Promise<ErrandLook> {
	const asked = await lookAtEngagement(tx, run.id, {
		...due,
		senderId: due?.senderId ?? undefined,
		lastAcceptedSendId: run.lastAcceptedSendId,
	});
	switch (asked.kind) {
		case 'open':
			return { kind: 'open' };
		case 'ended':
			return { kind: 'look', look: { ended: true, wait: 1, reason: 'ended' } };
		case 'behind': {
			const { incident, sendId, newest, lostSince } = asked;
			if (incident === 'unproven') {
				const proof = { newest, lostSince, mailboxId: asked.mailboxId, sendId, provenBy: 'run' } as const;
				return { kind: 'restored', proof };
			}
			await takeWordOfRun(tx, { engagementId: run.id, mailboxId: asked.mailboxId, sendId });
			return lookAtStep(tx, { subscriptionId: run.subscriptionId, id: run.id }, due);
		}
		case 'wait':
			return { kind: 'look', look: await lookOfEngagement(tx, run.id) };
		case 'go': {
			const { sendId, position, occurrence, isFirstContact } = asked;
			const { senderId, contactId, companyId } = asked.run;
			const facts = { engagementId: run.id, position, occurrence, contactId, companyId, isFirstContact };
			return {
				kind: 'go',
				isNew: asked.isNew,
				claim: { kind: 'step', sendId, senderId, ...facts },
				compose: (deps, inner) =>
					composeStep(deps, inner, { ...asked.run, position, engagementId: run.id, sendId }),
			};
		}
	}
}
