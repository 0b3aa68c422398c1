import { z } from 'zod';
import { writeReply as write } from '#domain/mails/write-reply.ts';
import { userProcedure } from '../builders.ts';
import { text } from '#domain/values/text.ts';

const writeReplyInput = z.object({
	requestId: z.uuid(),
	messageId: z.uuid(),
	bodyHtml: text(200_000).min(1),
});

/** Answers a received mail in its thread, from the caller's own mailbox. */
export const writeReply = userProcedure
	.input(writeReplyInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => write(tx, ctx.actor, input)));
