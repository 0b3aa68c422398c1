import { z } from 'zod';
import { suspendWorldMailbox } from '#domain/demonstration/own-world.ts';
import { userProcedure } from '../builders.ts';
import { line } from '#domain/values/line.ts';

const suspendMailboxInput = z.object({ address: line(320), isSuspended: z.boolean() });

/** Has the host of a demo mailbox refuse what it sends, or take it again. */
export const suspendMailbox = userProcedure
	.input(suspendMailboxInput)
	.mutation(({ ctx, input }) => suspendWorldMailbox(ctx.worldRoom, input));
