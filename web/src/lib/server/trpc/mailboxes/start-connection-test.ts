import { z } from 'zod';
import { connectionSettings } from '#domain/mailboxes/connection-settings.ts';
import { startConnectionTest as start } from '#domain/mailboxes/start-connection-test.ts';
import { userProcedure } from '../builders.ts';
import { line } from '#domain/values/line.ts';

const password = z.string().min(1).max(1_000);

const { host, user } = connectionSettings.shape.imap.shape;
const server = connectionSettings.shape.imap.extend({
	host: line(253).pipe(host),
	user: line(320).pipe(user),
});

const startConnectionTestInput = z.object({
	/** A mailbox that exists: its address stays, and its passwords serve at the servers that they were stored for (*Retester*). */
	mailboxId: z.uuid().optional(),
	address: line(320),
	settings: connectionSettings.extend({ imap: server, smtp: server }),
	secrets: z.object({ imap: password.optional(), smtp: password.optional() }).optional(),
});

/** *Tester*: keeps the typed account, sealed, and lets the test of 5.4-6 run over it. */
export const startConnectionTest = userProcedure
	.input(startConnectionTestInput)
	.mutation(({ ctx, input }) => {
		const wish = { ...input, language: ctx.language };
		return ctx.inSubscription((tx) => start(tx, ctx.services.envelopes, ctx.actor, wish));
	});
