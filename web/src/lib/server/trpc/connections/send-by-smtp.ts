import { z } from 'zod';
import { sendBySmtp as send } from '#domain/connections/send-by-smtp.ts';
import { userProcedure } from '../builders.ts';

const sendBySmtpInput = z.object({ connectionId: z.uuid() });

/** *Envoyer par SMTP*: by its server again, no more by Microsoft Graph. */
export const sendBySmtp = userProcedure
	.input(sendBySmtpInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => send(tx, ctx.actor, input.connectionId)));
