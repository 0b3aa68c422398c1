import { grantSupport as grant } from '#domain/support/support-grant.ts';
import { userProcedure } from '../builders.ts';

/** Lets support read texts of the caller's subscription for 24 hours (5.6-25). */
export const grantSupport = userProcedure.mutation(({ ctx }) =>
	ctx.inSubscription((tx) => grant(tx, ctx.actor, new Date())),
);
