import { z } from 'zod';
import { dayField } from '#domain/values/moment-fields.ts';
import { createRelance as create } from '#domain/relances/create-relance.ts';
import { Priority } from '#prisma/generated/client/client.ts';
import { userProcedure } from '../builders.ts';
import { text } from '#domain/values/text.ts';

const createRelanceInput = z.object({
	companyId: z.uuid(),
	dueOn: dayField.optional(),
	priority: z.enum(Priority).optional(),
	followerIds: z.array(z.uuid()).min(1).max(50).optional(),
	note: text(5_000).min(1).optional(),
});

/** Creates a company's relance by hand. */
export const createRelance = userProcedure
	.input(createRelanceInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => create(tx, ctx.actor, input)));
