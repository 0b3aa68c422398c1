import { z } from 'zod';
import { retryNow as retry } from '#domain/engagements/acts/retry-now.ts';
import { userProcedure } from '../builders.ts';

const retryNowInput = z.object({ requestId: z.uuid(), engagementId: z.uuid() });

/** Ends the wait after a refusal for now. */
export const retryNow = userProcedure.input(retryNowInput).mutation(({ ctx, input }) =>
	ctx.command(
		(tx) => retry(tx, ctx.actor, input),
		() => ({ kind: 'engagement', id: input.engagementId }),
	),
);
