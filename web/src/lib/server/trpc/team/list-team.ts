import { listTeam as list } from '#domain/accounts/list-team.ts';
import { userProcedure } from '../builders.ts';

/** The users of the caller's subscription. */
export const listTeam = userProcedure.query(({ ctx }) => ctx.inSubscription((tx) => list(tx)));
