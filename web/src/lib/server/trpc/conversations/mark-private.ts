import { z } from 'zod';
import { markPrivate as mark } from '#domain/privacy/mark-private.ts';
import { userProcedure } from '../builders.ts';

const markPrivateInput = z.object({ id: z.uuid(), isPrivate: z.boolean() });

/** *Marquer privé*: a mail for the users of its mailbox only, or for everybody again (G-31). */
export const markPrivate = userProcedure
	.input(markPrivateInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => mark(tx, ctx.actor, input)));
