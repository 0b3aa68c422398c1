import { z } from 'zod';
import { previewSenderChange as preview } from '#domain/newsletters/change-sender.ts';
import { subscriberSelectionSchema } from '#domain/newsletters/subscribers/subscriber-filters.ts';
import { userProcedure } from '../builders.ts';

const previewSenderChangeInput = z.object({
	newsletterId: z.uuid(),
	whom: subscriberSelectionSchema,
	senderId: z.uuid(),
});

/** Who would change, who would not, and how many the sender would have then. */
export const previewSenderChange = userProcedure
	.input(previewSenderChangeInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => preview(tx, ctx.actor, input)));
