import { z } from 'zod';
import { changeReading as change } from '#domain/mailboxes/change-reading.ts';
import { dayField } from '#domain/values/moment-fields.ts';
import { userProcedure } from '../builders.ts';

const changeReadingInput = z.object({
	mailboxId: z.uuid(),
	wish: z.object({
		since: dayField.nullable(),
		without: z.array(z.string().max(1_000)).max(1_000),
		linksNightly: z.boolean(),
	}),
});

/** Changes which older mail of a mailbox is read (Z-34), and what is done each night (G-17). */
export const changeReading = userProcedure
	.input(changeReadingInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => change(tx, ctx.actor, input)));
