import { z } from 'zod';
import { beginRelay as begin } from '#domain/connections/relay-connection.ts';
import { line } from '#domain/values/line.ts';
import { responsableProcedure } from '../builders.ts';

const beginRelayInput = z.object({
	/** Of a new one. */
	address: line(320).optional(),
	replyMailboxId: z.uuid().optional(),
	/** One that exists, whose server is to be another one. */
	senderId: z.uuid().optional(),
});

/** *Configurateur SMTP*: begins to set up a relay, or finds where that stands. */
export const beginRelay = responsableProcedure
	.input(beginRelayInput)
	.mutation(({ ctx, input }) =>
		ctx.inSubscription((tx) => begin(tx, ctx.actor, { ...input, language: ctx.language })),
	);
