import { z } from 'zod';
import { showRelayHook } from '#domain/newsletters/relay-events/relay-hook.ts';
import { relayReporterAt } from '#providers/relay-events/relay-reporters.ts';
import { responsableProcedure } from '../builders.ts';

/** Where a relay is to report what became of its mails; null where its provider reports by mail alone. */
export const readRelayReports = responsableProcedure
	.input(z.object({ senderId: z.uuid() }))
	.query(async ({ ctx, input }) => {
		const { envelopes, config } = ctx.services;
		const hook = await ctx.inSubscription((tx) => showRelayHook(tx, ctx.actor, envelopes, input.senderId));
		const reporter = relayReporterAt(hook.smtpHost);
		if (!reporter) return null;
		const { secret, lastEventAt, fault, faultAt } = hook;
		const url = secret && `${config.publicUrl}/r/${secret}`;
		return { senderId: input.senderId, provider: reporter.name, url, lastEventAt, fault, faultAt };
	});
