import { z } from 'zod';
import { readMail as read } from '#domain/conversations/read-mail.ts';
import { userProcedure } from '../builders.ts';

const readMailInput = z.object({ id: z.uuid(), remoteImages: z.boolean().default(false) });

/** One mail of a conversation, received or ours. */
export const readMail = userProcedure
	.input(readMailInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => read(tx, ctx.actor, input)));
