import { withdrawSupportGrant } from '#domain/support/support-grant.ts';
import { userProcedure } from '../builders.ts';

/** Ends support's reading at once. */
export const withdrawGrant = userProcedure.mutation(({ ctx }) =>
	ctx.inSubscription((tx) => withdrawSupportGrant(tx, new Date())),
);
