import { z } from 'zod';
import { continueAfterEarlyMail as proceed } from '#domain/engagements/acts/continue-after-early-mail.ts';
import { userProcedure } from '../builders.ts';

const continueAfterEarlyMailInput = z.object({ requestId: z.uuid(), engagementId: z.uuid() });

/** Goes on after a mail that came before the first step, or that could not be read. */
export const continueAfterEarlyMail = userProcedure
	.input(continueAfterEarlyMailInput)
	.mutation(({ ctx, input }) =>
		ctx.command(
			(tx) => proceed(tx, ctx.actor, input),
			() => ({ kind: 'engagement', id: input.engagementId }),
		),
	);
