import { z } from 'zod';
import { giveRelay as give } from '#domain/connections/relay-connection.ts';
import { responsableProcedure } from '../builders.ts';
import { typedPassword, typedServer } from '../mailboxes/typed-account.ts';

const giveRelayInput = z.object({ connectionId: z.uuid(), smtp: typedServer, password: typedPassword });

/** Takes the server and the password of a relay; the test runs over them. */
export const giveRelay = responsableProcedure
	.input(giveRelayInput)
	.mutation(({ ctx, input }) =>
		ctx.inSubscription((tx) => give(tx, ctx.services.envelopes, ctx.actor, input)),
	);
