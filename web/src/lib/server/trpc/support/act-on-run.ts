import { z } from 'zod';
import { instantField } from '#domain/values/moment-fields.ts';
import type { Actor } from '#domain/values/actor.ts';
import { pauseEngagement } from '#domain/engagements/acts/pause-engagement.ts';
import { rescheduleStep } from '#domain/engagements/acts/reschedule-step.ts';
import { resumeEngagement } from '#domain/engagements/acts/resume-engagement.ts';
import { retryNow } from '#domain/engagements/acts/retry-now.ts';
import { skipStep } from '#domain/engagements/acts/skip-step.ts';
import { stopEngagement } from '#domain/engagements/acts/stop-engagement.ts';
import { withdrawEngagement } from '#domain/engagements/acts/withdraw-engagement.ts';
import { supportActor } from '#domain/support/audit.ts';
import type { Transaction } from '#platform/database/database.ts';
import { line } from '#domain/values/line.ts';
import { supportProcedure } from '../builders.ts';
import { subscriptionOfRun } from './subscription-of-run.ts';

/** `motive`: the subscription reads it (D-22). */
const run = { requestId: z.uuid(), engagementId: z.uuid(), motive: line(300).min(1) };

const actOnRunInput = z.discriminatedUnion('act', [
	z.object({ act: z.literal('pause'), ...run }),
	z.object({ act: z.literal('resume'), ...run }),
	z.object({ act: z.literal('retry'), ...run }),
	z.object({ act: z.literal('withdraw'), ...run }),
	z.object({ act: z.literal('stop'), ...run, verdict: z.enum(['success', 'failure']) }),
	z.object({ act: z.literal('skip'), ...run, position: z.int().min(1).max(100) }),
	z.object({ act: z.literal('reschedule'), ...run, position: z.int().min(1).max(100), to: instantField }),
]);

/** A run command of support: an audited line of its subscription, which says who and why (5.6-25, D-22). */
export const actOnRun = supportProcedure.input(actOnRunInput).mutation(async ({ ctx, input }) => {
	const { services, viewer } = ctx;
	const subscriptionId = await subscriptionOfRun(services.database, input.engagementId);
	const actor = supportActor(subscriptionId, viewer.userId, input.motive);
	return services.database.inSubscription(subscriptionId, (tx) => act(tx, actor, input));
});

/** `inFlightStep`: the step that had left our process already, where the act is one that holds steps back. */
interface Acted {
	readonly engagementId: string;
	readonly inFlightStep?: number | null;
}

function act(tx: Transaction, actor: Actor, input: z.output<typeof actOnRunInput>): Promise<Acted> {
	switch (input.act) {
		case 'pause':
			return pauseEngagement(tx, actor, input);
		case 'resume':
			return resumeEngagement(tx, actor, input);
		case 'retry':
			return retryNow(tx, actor, input);
		case 'withdraw':
			return withdrawEngagement(tx, actor, input);
		case 'stop':
			return stopEngagement(tx, actor, input);
		case 'skip':
			return skipStep(tx, actor, input);
		case 'reschedule':
			return rescheduleStep(tx, actor, input);
	}
}
