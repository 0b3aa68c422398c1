import {
	removalSchema,
	removeSuppression as remove,
} from '#domain/suppressions/removal/remove-suppression.ts';
import { responsableProcedure } from '../builders.ts';

/** Takes an address off the *Liste d’opposition*: what a colleague entered, or with the person's consent (5.7-8). */
export const removeSuppression = responsableProcedure
	.input(removalSchema)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => remove(tx, ctx.actor, input)));
