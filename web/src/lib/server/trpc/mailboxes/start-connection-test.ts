import { z } from 'zod';
import { connectionSettings } from '#domain/mailboxes/connection-settings.ts';
import { startConnectionTest as start } from '#domain/mailboxes/start-connection-test.ts';
import { userProcedure } from '../builders.ts';

const password = z.string().min(1).max(1_000);

const startConnectionTestInput = z.object({
	/** A mailbox that exists: its address stays, and its passwords serve at the servers that they were stored for (*Retester*). */
	mailboxId: z.uuid().optional(),
	address: z.string().max(320),
	settings: connectionSettings,
	secrets: z.object({ imap: password.optional(), smtp: password.optional() }).optional(),
});

/** *Tester*: keeps the typed account, sealed, and lets the test of 5.4-6 run over it. */
export const startConnectionTest = userProcedure
	.input(startConnectionTestInput)
	.mutation(({ ctx, input }) => {
		const wish = { ...input, language: ctx.language };
		return ctx.inSubscription((tx) => start(tx, ctx.services.envelopes, ctx.actor, wish));
	});
