import { readProfile as read } from '#domain/accounts/read-profile.ts';
import { userProcedure } from '../builders.ts';

/** The caller's own profile. */
export const readProfile = userProcedure.query(({ ctx }) => ctx.inSubscription((tx) => read(tx, ctx.actor)));
