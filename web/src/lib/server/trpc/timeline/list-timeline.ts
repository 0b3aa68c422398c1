import { listTimeline as list, timelineFiltersSchema } from '#domain/timeline/show/list-timeline.ts';
import { userProcedure } from '../builders.ts';

/** A page of what happened, newest first. */
export const listTimeline = userProcedure
	.input(timelineFiltersSchema)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => list(tx, ctx.actor, input)));
