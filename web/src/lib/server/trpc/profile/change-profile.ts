import { changeProfile as change, profileSchema } from '#domain/accounts/change-profile.ts';
import { userProcedure } from '../builders.ts';

/** Changes the caller's own name, function and telephone. */
export const changeProfile = userProcedure
	.input(profileSchema)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => change(tx, ctx.actor, input)));
