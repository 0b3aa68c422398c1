import {
	listSuppressions as list,
	suppressionFiltersSchema,
} from '#domain/suppressions/list-suppressions.ts';
import { userProcedure } from '../builders.ts';

/** A page of the *Liste d’opposition* of the caller's subscription. */
export const listSuppressions = userProcedure
	.input(suppressionFiltersSchema)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => list(tx, ctx.services.envelopes, input)));
