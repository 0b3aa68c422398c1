import { z } from 'zod';
import { beginMending as begin } from '#domain/connections/begin-mending.ts';
import { userProcedure } from '../builders.ts';

const beginMendingInput = z.object({ mailboxId: z.uuid() });

/** Opens the door of a mailbox that is lost: the provider's window, or the password's field. */
export const beginMending = userProcedure
	.input(beginMendingInput)
	.mutation(({ ctx, input }) =>
		ctx.inSubscription((tx) =>
			begin(tx, ctx.services.envelopes, ctx.actor, { ...input, language: ctx.language }),
		),
	);
