import { z } from 'zod';
import { beginConnection as begin } from '#domain/connections/begin-connection.ts';
import { line } from '#domain/values/line.ts';
import { userProcedure } from '../builders.ts';

const beginConnectionInput = z.object({
	/** A mailbox that exists, to be connected anew. */
	mailboxId: z.uuid().optional(),
	/** A colleague whose address is to be connected, by a responsable. */
	forUserId: z.uuid().optional(),
	/** An address that is nobody's sign-in. */
	sharedAddress: line(320).optional(),
	/** Of a new shared one: who is to use it, and whether sequences leave from it. */
	userIds: z.array(z.uuid()).max(200).optional(),
	takesSequences: z.boolean().optional(),
});

/** Begins to connect a mailbox, or finds the connection that stands open for its address. */
export const beginConnection = userProcedure
	.input(beginConnectionInput)
	.mutation(({ ctx, input }) =>
		ctx.inSubscription((tx) => begin(tx, ctx.actor, { ...input, language: ctx.language })),
	);
