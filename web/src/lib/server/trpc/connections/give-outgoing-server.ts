import { z } from 'zod';
import { giveOutgoingServer as give } from '#domain/connections/give-outgoing-server.ts';
import { userProcedure } from '../builders.ts';
import { typedPassword, typedServer } from '../mailboxes/typed-account.ts';

const giveOutgoingServerInput = z.object({
	connectionId: z.uuid(),
	smtp: typedServer,
	/** Left out where the one that is kept for this server is to stay. */
	password: typedPassword.optional(),
});

/** A mailbox that is read by a provider's token sends by another server, with a password of that server's. */
export const giveOutgoingServer = userProcedure
	.input(giveOutgoingServerInput)
	.mutation(({ ctx, input }) =>
		ctx.inSubscription((tx) => give(tx, ctx.services.envelopes, ctx.actor, input)),
	);
