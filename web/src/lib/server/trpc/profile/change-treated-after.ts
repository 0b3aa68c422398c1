import { z } from 'zod';
import { setTreatedAfter } from '#domain/notifications/set-treated-after.ts';
import { userProcedure } from '../builders.ts';

const changeTreatedAfterInput = z.object({
	/** Null or 0: never. */
	hours: z.int().min(0).max(8_760).nullable(),
	/** Also the ones that are open now (5.2-36). */
	rearmOpen: z.boolean().default(false),
});

/** Sets the hours after which the caller's notifications count as treated (C1-52). */
export const changeTreatedAfter = userProcedure
	.input(changeTreatedAfterInput)
	.mutation(({ ctx, input }) =>
		ctx.inSubscription((tx) => setTreatedAfter(tx, { userId: ctx.actor.userId, ...input })),
	);
