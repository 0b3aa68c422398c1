import { z } from 'zod';
import { dayField } from '#domain/values/moment-fields.ts';
import { changeRelance as change } from '#domain/relances/change-relance.ts';
import { Priority } from '#prisma/generated/client/client.ts';
import { userProcedure } from '../builders.ts';
import { editedFrom } from '../edited-from.ts';
import { text } from '#domain/values/text.ts';

const changeRelanceInput = z.object({
	companyId: z.uuid(),
	dueOn: dayField.optional(),
	priority: z.enum(Priority).optional(),
	followerIds: z.array(z.uuid()).min(1).max(50).optional(),
	base: editedFrom.optional(),
	note: text(5_000).min(1).optional(),
});

/** Changes a relance in place: its date (this is how it is handled), priority or followers. */
export const changeRelance = userProcedure
	.input(changeRelanceInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => change(tx, ctx.actor, input)));
