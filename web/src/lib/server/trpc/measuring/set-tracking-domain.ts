import { setTrackingDomain as set, trackingHostSchema } from '#domain/tracking/address/tracking-domain.ts';
import { responsableProcedure } from '../builders.ts';

/** Names the subdomain of links, or has the same one checked again at once. */
export const setTrackingDomain = responsableProcedure
	.input(trackingHostSchema)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => set(tx, ctx.actor, input)));
