import { z } from 'zod';
import { connectionSettings } from '#domain/mailboxes/connection-settings.ts';
import { startConnectionTest as start } from '#domain/mailboxes/start-connection-test.ts';
import { userProcedure } from '../builders.ts';
import { line } from '#domain/values/line.ts';
import { typedPassword, typedServer } from './typed-account.ts';

const startConnectionTestInput = z.object({
	/** A mailbox that exists: its address stays, and its passwords serve at the servers that they were stored for (*Retester*). */
	mailboxId: z.uuid().optional(),
	address: line(320),
	settings: connectionSettings.extend({ imap: typedServer, smtp: typedServer }),
	secrets: z.object({ imap: typedPassword.optional(), smtp: typedPassword.optional() }).optional(),
});

/** *Tester*: keeps the typed account, sealed, and lets the test of 5.4-6 run over it. */
export const startConnectionTest = userProcedure
	.input(startConnectionTestInput)
	.mutation(({ ctx, input }) => {
		const wish = { ...input, language: ctx.language };
		return ctx.inSubscription((tx) => start(tx, ctx.services.envelopes, ctx.actor, wish));
	});
