import { z } from 'zod';
import { setTag as set } from '#domain/tags/set-tag.ts';
import { Tag } from '#prisma/generated/client/client.ts';
import { userProcedure } from '../builders.ts';

const setTagInput = z.object({
	companyId: z.uuid(),
	routineId: z.uuid(),
	tag: z.enum(Tag).nullable().optional(),
	isFormerCustomer: z.boolean().optional(),
});

/** Sets a company's tag on a routine. */
export const setTag = userProcedure
	.input(setTagInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => set(tx, ctx.actor, input)));
