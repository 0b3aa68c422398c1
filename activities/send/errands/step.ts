import { lookAtEngagement } from '#domain/engagements/look/look-at-engagement.ts';
import { mayStillLeave } from '#domain/engagements/look/may-still-leave.ts';
import { readDueStep } from '#domain/engagements/look/read-due-step.ts';
import { recordDeferred } from '#domain/engagements/outcomes/record-deferred.ts';
import { recordRefused } from '#domain/engagements/outcomes/record-refused.ts';
import { recordSent } from '#domain/engagements/outcomes/record-sent.ts';
import { recordUncertain } from '#domain/engagements/outcomes/record-uncertain.ts';
import { settleSend } from '#domain/engagements/outcomes/settle-send.ts';
import { takeWordOfRun } from '#domain/restores/recover-step.ts';
import { findOpenSend } from '#domain/sends/find-open-send.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { Errand, ErrandLook, ErrandSend } from './errand.ts';
import { freezeStep } from './freeze-step.ts';
import { lookOfEngagement } from './look-of-engagement.ts';

/** The next step of an engagement. */
export const step: Errand = {
	due: (tx, run) => readDueStep(tx, run.id),
	look: lookAtStep,
	answer: lookOfEngagement,
	openSend: (tx, engagementId) => findOpenSend(tx, { engagementId }),
	lock: (tx, { runId }) => tx.lock('engagement', [runId]),
	async mayStillLeave(tx, { runId, sendId }) {
		await tx.lock('engagement', [runId], 'share');
		return (await mayStillLeave(tx, runId, sendId)).leave;
	},
	sent: (tx, send, sentAt) => recordSent(tx, { ...idsOf(send), sentAt }),
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

async function lookAtStep(tx: Transaction, run: RunRef, busyUntil?: Date): Promise<ErrandLook> {
	const asked = await lookAtEngagement(tx, run.id, run.lastAcceptedSendId, busyUntil);
	switch (asked.kind) {
		case 'open':
			return { kind: 'open' };
		case 'ended':
			return { kind: 'look', look: { ended: true, wait: 1, reason: 'ended' } };
		case 'behind': {
			const { incident, mailboxId, sendId, newest, lostSince } = asked;
			if (incident === 'unproven') {
				const proof = { newest, lostSince, mailboxId, sendId, provenBy: 'run' } as const;
				return { kind: 'restored', proof };
			}
			await takeWordOfRun(tx, { engagementId: run.id, mailboxId, sendId });
			return lookAtStep(tx, { subscriptionId: run.subscriptionId, id: run.id }, busyUntil);
		}
		case 'wait':
			return { kind: 'look', look: await lookOfEngagement(tx, run.id) };
		case 'go': {
			const { sendId, position, occurrence, isFirstContact } = asked;
			const { mailboxId, contactId, companyId } = asked.run;
			const facts = { engagementId: run.id, position, occurrence, contactId, companyId, isFirstContact };
			return {
				kind: 'go',
				claim: { kind: 'step', sendId, mailboxId, ...facts },
				freeze: (deps, inner, held) =>
					freezeStep(deps, inner, { ...asked.run, position, engagementId: run.id }, held),
			};
		}
	}
}
