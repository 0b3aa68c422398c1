import { z } from 'zod';
import { readConsentRequest as read } from '#domain/connections/read-consent-request.ts';
import { userProcedure } from '../builders.ts';

const readConsentRequestInput = z.object({ connectionId: z.uuid() });

/** What an administrator is asked: the link to hand to him, since when, and as whom this installation mails him. */
export const readConsentRequest = userProcedure
	.meta({ answersSecret: true })
	.input(readConsentRequestInput)
	.query(async ({ ctx, input }) => {
		const { envelopes, config } = ctx.services;
		const { token, ...request } = await ctx.inSubscription((tx) =>
			read(tx, envelopes, ctx.actor, input.connectionId),
		);
		const senderName = config.platformSender?.displayName ?? null;
		return { ...request, senderName, link: token && `${config.publicUrl}/consent/${token}` };
	});
