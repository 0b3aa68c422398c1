import type { StepDecisions } from '#activities/send/step-decisions.ts';
import { lookAtEngagement } from '#domain/engagements/look-at-engagement.ts';
import { mayStillLeave } from '#domain/engagements/may-still-leave.ts';
import { recordDeferred } from '#domain/engagements/record-deferred.ts';
import { recordRefused } from '#domain/engagements/record-refused.ts';
import { recordSent } from '#domain/engagements/record-sent.ts';
import { recordUncertain } from '#domain/engagements/record-uncertain.ts';
import { settleSend } from '#domain/engagements/settle-send.ts';

/** The domain's answers to the send activities. */
export const stepDecisions: StepDecisions = {
	look: lookAtEngagement,
	mayStillLeave: async (tx, { engagementId, sendId }) =>
		(await mayStillLeave(tx, engagementId, sendId)).leave,
	recordSent,
	recordRefused,
	recordDeferred,
	recordUncertain,
	settle: settleSend,
};
