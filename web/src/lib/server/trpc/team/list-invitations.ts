import { listInvitations as list } from '#domain/accounts/list-team.ts';
import { responsableProcedure } from '../builders.ts';

/** Invitations that nobody has accepted yet. */
export const listInvitations = responsableProcedure.query(({ ctx }) => ctx.inSubscription((tx) => list(tx)));
