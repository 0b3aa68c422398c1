import { removeTrackingDomain as remove } from '#domain/tracking/address/tracking-domain.ts';
import { responsableProcedure } from '../builders.ts';

/** Mails leave untracked from now on. */
export const removeTrackingDomain = responsableProcedure.mutation(({ ctx }) => ctx.inSubscription(remove));
