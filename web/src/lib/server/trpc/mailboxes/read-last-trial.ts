import { z } from 'zod';
import { readLastTrial as read } from '#domain/mails/trials/read-last-trial.ts';
import { userProcedure } from '../builders.ts';

/** The last real-life test of a mailbox, address by address (E-14). */
export const readLastTrial = userProcedure
	.input(z.object({ mailboxId: z.uuid() }))
	.query(({ ctx, input }) => ctx.inSubscription((tx) => read(tx, ctx.actor, input.mailboxId)));
