import {
	countEngagements,
	countReasons,
	engagementFiltersSchema,
	listEngagements as list,
} from '#domain/engagements/show/list-engagements.ts';
import { userProcedure } from '../builders.ts';

/** A page of engagements, and how many each segment and each reason holds under the same filters. */
export const listEngagements = userProcedure.input(engagementFiltersSchema).query(({ ctx, input }) =>
	ctx.inSubscription(async (tx) => ({
		...(await list(tx, input)),
		counts: await countEngagements(tx, input),
		reasons: await countReasons(tx, input),
	})),
);
