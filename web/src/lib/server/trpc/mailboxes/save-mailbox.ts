import { z } from 'zod';
import { saveMailbox as save } from '#domain/mailboxes/save-mailbox.ts';
import { userProcedure } from '../builders.ts';
import { line } from '#domain/values/line.ts';

const saveMailboxInput = z.object({
	testId: z.uuid(),
	displayName: line(200).optional(),
	/** False: an established address that needs no ramp (5.5-1). */
	rampsUp: z.boolean().default(true),
});

/** *Valider*, after a test that succeeded: a mailbox, or the new account of one. */
export const saveMailbox = userProcedure
	.input(saveMailboxInput)
	.mutation(({ ctx, input }) =>
		ctx.inSubscription((tx) => save(tx, ctx.services.envelopes, ctx.actor, input)),
	);
