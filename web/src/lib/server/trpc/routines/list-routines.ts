import { listRoutines as list } from '#domain/routines/list-routines.ts';
import { userProcedure } from '../builders.ts';

/** The routines that the caller sees. */
export const listRoutines = userProcedure.query(({ ctx }) => ctx.inSubscription((tx) => list(tx, ctx.actor)));
