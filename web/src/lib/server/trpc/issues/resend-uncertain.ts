import { z } from 'zod';
import { numberField } from '#domain/values/number-field.ts';
import { resendUncertain as resend } from '#domain/newsletters/issues/resend-uncertain.ts';
import { userProcedure } from '../builders.ts';

const input = z.object({ issueId: z.uuid(), count: numberField });

/** Sends the uncertain mails of an issue again, their number named. */
export const resendUncertain = userProcedure
	.input(input)
	.mutation(({ ctx, input: wish }) => ctx.inSubscription((tx) => resend(tx, ctx.actor, wish)));
