import { z } from 'zod';
import { dayField } from '#domain/values/moment-fields.ts';
import { automationsSchema } from '#domain/automations/automation.ts';
import { previewEngagement as preview } from '#domain/engagements/engage/preview-engagement.ts';
import { userProcedure } from '../builders.ts';

export const engageWishInput = z.object({
	contactId: z.uuid(),
	sequenceId: z.uuid(),
	/** Local day of the contact; without one it begins at once. */
	startOn: dayField.optional(),
	/** One's own mailbox, where one has several. */
	mailboxId: z.uuid().optional(),
	onSuccess: automationsSchema.optional(),
});

/** What *Engager* would do: refusals, questions, each mail as this contact will get it, and when. */
export const previewEngagement = userProcedure
	.input(engageWishInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => preview(tx, ctx.actor, input)));
