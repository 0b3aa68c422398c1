import { z } from 'zod';
import { renewRelayHook, showRelayHook } from '#domain/newsletters/relay-events/relay-hook.ts';
import { Refusal } from '#platform/refusal.ts';
import { relayReporterAt } from '#providers/relay-events/relay-reporters.ts';
import { responsableProcedure } from '../builders.ts';

/** Makes an address for a relay's reports, in the place of one of before. */
export const renewRelayReports = responsableProcedure
	.input(z.object({ senderId: z.uuid() }))
	.mutation(async ({ ctx, input: { senderId } }) => {
		const { envelopes } = ctx.services;
		await ctx.inSubscription(async (tx) => {
			const { smtpHost } = await showRelayHook(tx, ctx.actor, envelopes, senderId);
			const reporter = relayReporterAt(smtpHost);
			if (!reporter) throw new Refusal('conflict', 'relay-reports-by-mail');
			await renewRelayHook(tx, ctx.actor, envelopes, { senderId, vendor: reporter.key });
		});
	});
