import { z } from 'zod';
import { givePassword as give } from '#domain/connections/give-password.ts';
import { userProcedure } from '../builders.ts';
import { typedPassword, typedServer } from '../mailboxes/typed-account.ts';

const givePasswordInput = z.object({
	connectionId: z.uuid(),
	password: typedPassword,
	smtpPassword: typedPassword.optional(),
	/** *Serveur personnalisé*. */
	servers: z.object({ imap: typedServer, smtp: typedServer }).optional(),
});

/** Takes a password; the test runs over the account that it opens, and the mailbox is connected where it succeeds. */
export const givePassword = userProcedure
	.input(givePasswordInput)
	.mutation(({ ctx, input }) =>
		ctx.inSubscription((tx) => give(tx, ctx.services.envelopes, ctx.actor, input)),
	);
